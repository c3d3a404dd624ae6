import { errors } from "@punctual/service-kit/errors";
import { consumerMigrations } from "@punctual/service-kit/migrate";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";
import { consumingApp, thing } from "../support/deliveries.ts";

const { pool } = await createTestDatabase([consumerMigrations]);

describe("a delivery", () => {
  test("is taken and answered with 200 and no body", async () => {
    const { deliver, taken } = await consumingApp(pool);
    const answer = await deliver(thing("d1", { label: "one" }));
    expect([answer.statusCode, answer.body]).toEqual([200, ""]);
    expect(await taken("one")).toBe(1);
  });

  test("that comes again is answered alike, and changes nothing", async () => {
    const { deliver, taken } = await consumingApp(pool);
    await deliver(thing("d2", { label: "two" }));
    const again = await deliver(thing("d2", { label: "two" }));
    expect([again.statusCode, again.body]).toEqual([200, ""]);
    expect(await taken("two")).toBe(1);
  });

  test("keeps fields that the consumer doesn't know from standing in its way", async () => {
    const { deliver } = await consumingApp(pool);
    const event = thing(
      "d3",
      { label: "three", colour: "red" },
      { pubsubname: "kafka-pubsub", topic: "things" },
    );
    expect((await deliver(event)).statusCode).toBe(200);
  });

  test("whose handler fails is a 500, so that Dapr tries it again, and leaves nothing behind", async () => {
    let broken = true;
    const { deliver, taken } = await consumingApp(pool, () => {
      if (broken) throw new Error("no");
    });
    expect((await deliver(thing("d4", { label: "four" }))).statusCode).toBe(500);
    expect(await taken("four")).toBe(0);
    broken = false;
    expect((await deliver(thing("d4", { label: "four" }))).statusCode).toBe(200);
    expect(await taken("four")).toBe(1);
  });

  test("that failed seven times is given up, which sends it to its dead-letter topic", async () => {
    const { deliver } = await consumingApp(pool, () => {
      throw new Error("never");
    });
    for (let tries = 1; tries < 7; tries++) {
      expect((await deliver(thing("d11", { label: "eleven" }))).statusCode).toBe(500);
    }
    const last = await deliver(thing("d11", { label: "eleven" }));
    expect([last.statusCode, last.json()]).toEqual([200, { status: "DROP" }]);
  });

  test("is never given up while something that it needs is away", async () => {
    const { deliver } = await consumingApp(pool, () => {
      throw errors.dependencyUnavailable("The other service is away.");
    });
    for (let tries = 1; tries <= 10; tries++) {
      expect((await deliver(thing("d12", { label: "twelve" }))).statusCode).toBe(500);
    }
  });

  test("is never given up while the database is away", async () => {
    const away = new pg.Pool({ host: "127.0.0.1", port: 1 });
    onTestFinished(() => away.end());
    const { deliver } = await consumingApp(pool, undefined, away);
    for (let tries = 1; tries <= 10; tries++) {
      expect((await deliver(thing("d13", { label: "thirteen" }))).statusCode).toBe(500);
    }
  });

  test.each([
    ["not found", () => errors.routeNotFound("There is no such task.")],
    ["a bad request", () => errors.badRequest("It is wrong.")],
    ["an error with status 404", () => Object.assign(new Error("gone"), { statusCode: 404 })],
  ])("whose handler says %s is a 500 all the same: 404 would make Dapr drop it", async (_what, make) => {
    const { deliver } = await consumingApp(pool, () => {
      throw make();
    });
    expect((await deliver(thing(`d5 ${_what}`, { label: "five" }))).statusCode).toBe(500);
  });

  test.each<[string, unknown]>([
    ["data of the wrong shape", thing("d6", { label: 6 })],
    ["no data", { specversion: "1.0", id: "d7", source: "test", type: "t" }],
    ["no event at all", { hello: "there" }],
    ["something other than an object", [1, 2]],
    ["what isn't JSON", "{"],
    ["nothing", ""],
    ["more than is taken", thing("d8", { label: "x".repeat(2_000_000) })],
  ])("of %s is a 500", async (_what, payload) => {
    const { deliver } = await consumingApp(pool);
    expect((await deliver(payload)).statusCode).toBe(500);
  });

  test("is counted by topic and result", async () => {
    const { app, deliver } = await consumingApp(pool, (label) => {
      if (label === "bad") throw new Error("no");
    });
    await deliver(thing("d9", { label: "good" }));
    await deliver(thing("d9", { label: "good" }));
    await deliver(thing("d10", { label: "bad" }));
    const { body } = await app.inject({ url: "/metrics" });
    for (const result of ["taken", "duplicate", "failed"]) {
      expect(body).toMatch(
        new RegExp(`^punctual_events_consumed_total\\{topic="things",result="${result}",.*\\} 1$`, "m"),
      );
    }
    expect(body).toMatch(/^punctual_events_consumed_total\{topic="things",result="dead",.*\} 0$/m);
  });

  test("is timed from when it happened until it was taken, once", async () => {
    const { app, deliver } = await consumingApp(pool);
    const time = new Date(Date.now() - 120_000).toISOString();
    await deliver(thing("d12", { label: "late" }, { time }));
    await deliver(thing("d12", { label: "late" }, { time }));
    await deliver(thing("d13", { label: "from a clock ahead of ours" }, { time: "2999-01-01T00:00:00Z" }));
    await deliver(thing("d14", { label: "without a time" }));
    const { body } = await app.inject({ url: "/metrics" });
    const buckets = body.split("\n").filter((line) => line.startsWith("punctual_event_age_seconds_bucket"));
    const upTo = (le: string) =>
      buckets
        .find((line) => line.includes(`le="${le}"`))
        ?.split(" ")
        .at(-1);
    expect([upTo("0.01"), upTo("60"), upTo("300"), upTo("+Inf")]).toEqual(["1", "1", "2", "2"]);
  });

  test("shows how many dead letters wait, and none once they are replayed", async () => {
    const { app, deliver, deadLetters, replay } = await consumingApp(pool);
    const waiting = async () =>
      /^punctual_dead_letters\{topic="things",.*\} (\d+)$/m.exec(
        (await app.inject({ url: "/metrics" })).body,
      )?.[1];
    const before = Number(await waiting());
    await deliver(thing("d15", { label: "dead" }, { topic: "things" }), "/dapr/dead-letters");
    expect(Number(await waiting())).toBe(before + 1);
    const letter = (await deadLetters()).find(({ event_id }) => event_id === "d15");
    await replay(letter?.id);
    expect(Number(await waiting())).toBe(before);
  });
});

describe.each([
  ["POST", "/dapr/things"],
  ["POST", "/dapr/dead-letters"],
  ["GET", "/dead-letters"],
  ["POST", "/dead-letters/1/replay"],
] as const)("%s %s", (method, url) => {
  test.each([
    ["no token", {}],
    ["a wrong token", { "dapr-api-token": "guessed" }],
    ["an empty token", { "dapr-api-token": "" }],
  ])("refuses %s with 401", async (_what, headers) => {
    const { app } = await consumingApp(pool);
    const answer = await app.inject({ method, url, headers, payload: thing("d11", { label: "eleven" }) });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: "unauthorized" });
  });
});

test("a delivery without the token changes nothing", async () => {
  const { app, taken } = await consumingApp(pool);
  await app.inject({ method: "POST", url: "/dapr/things", payload: thing("d12", { label: "twelve" }) });
  expect(await taken("twelve")).toBe(0);
});

test.each(["/dapr/nothing", "/dapr/things/more", "/job/reminder-task-1"])(
  "a delivery to %s, which isn't there, is never a 404",
  async (url) => {
    const { deliver } = await consumingApp(pool);
    expect((await deliver(thing("d13", { label: "thirteen" }), url)).statusCode).toBe(503);
  },
);

test.each([
  ["/dapr/subscribe", []],
  ["/dapr/config", {}],
])("%s answers the sidecar that nothing is configured in code", async (url, body) => {
  const { app } = await consumingApp(pool);
  expect((await app.inject({ url })).json()).toEqual(body);
});
