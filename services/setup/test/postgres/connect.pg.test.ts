import { once } from "node:events";
import { connect, createServer } from "node:net";
import { onceUp } from "@punctual/setup/once-up";
import { asAdmin, isNotUp } from "@punctual/setup/postgres/connect";
import { describe, expect, onTestFinished, test } from "vitest";
import { newServer } from "../support/server.ts";

async function failure(url: string, statement = "SELECT 1"): Promise<unknown> {
  return asAdmin(url, (client) => client.query(statement)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

test("a server that comes up later is waited for", async () => {
  const { adminUrl } = await newServer("superuser");
  // Stands before the real server: reserves a port, and listens there once somebody waits.
  const front = createServer((socket) => {
    const back = connect(Number(new URL(adminUrl).port), "127.0.0.1");
    socket.pipe(back).pipe(socket);
    for (const side of [socket, back]) side.on("error", () => {});
  }).listen(0, "127.0.0.1");
  await once(front, "listening");
  const address = front.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  await new Promise((resolve) => front.close(resolve));
  onTestFinished(() => {
    front.close();
  });

  const url = new URL(adminUrl);
  url.port = String(address.port);
  const heard: string[] = [];
  const answer = await onceUp(() => asAdmin(url.href, (client) => client.query("SELECT 1 AS one")), {
    isNotUp,
    withinMs: 20_000,
    everyMs: 10,
    waits: (reason) => {
      heard.push(reason);
      front.listen(address.port, "127.0.0.1");
    },
  });
  expect(answer.rows).toEqual([{ one: 1 }]);
  expect(heard).toEqual([expect.stringContaining("ECONNREFUSED")]);
});

describe("a server that isn't up", () => {
  test("is one that has no connection to spare", async () => {
    const server = await newServer("superuser");
    const url = await server.addRole(`many_${server.roles.tasks}`, "CONNECTION LIMIT 0");
    expect(isNotUp(await failure(url))).toBe(true);
  });

  test("is one that goes away at work", async () => {
    const { adminUrl } = await newServer("superuser");
    expect(isNotUp(await failure(adminUrl, "SELECT pg_terminate_backend(pg_backend_pid())"))).toBe(true);
  });

  test("isn't one that refuses a password", async () => {
    const { urlOf } = await newServer("superuser");
    const error = await failure(urlOf("postgres", "wrong"));
    expect(error).toMatchObject({ message: expect.stringContaining("password authentication failed") });
    expect(isNotUp(error)).toBe(false);
  });

  test("isn't one that lacks the database", async () => {
    const url = new URL((await newServer("superuser")).adminUrl);
    url.pathname = "/elsewhere";
    expect(isNotUp(await failure(url.href))).toBe(false);
  });

  test("isn't one that finds fault with a statement", async () => {
    const { adminUrl } = await newServer("superuser");
    expect(isNotUp(await failure(adminUrl, "SELECT nonsense"))).toBe(false);
  });
});
