import { expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { app, pool, person } = await startChatApi();

test("a database that is away is a 503 that says when to ask again", async () => {
  const ada = await person();
  await ada.add({ title: "kept" });
  const { connect } = pool;
  const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  pool.connect = () => Promise.reject(away);
  try {
    const answer = await ada.ask("POST", "/api/tasks", { title: "lost" });
    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "5"]);
    expect(answer.json()).toMatchObject({ code: "database_unavailable" });
  } finally {
    pool.connect = connect;
  }
  expect((await app.inject({ url: "/healthz" })).statusCode).toBe(200);
  expect((await ada.ask("GET", "/api/tasks")).json()).toMatchObject({ items: [{ title: "kept" }] });
});
