import { consumerMigrations } from "@punctual/service-kit/migrate";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";
import { consumingApp, thing } from "../support/deliveries.ts";

const DEAD = "/dapr/dead-letters";

/** An app whose handler fails until it is mended, on a database of its own. */
async function failingApp() {
  const { pool } = await createTestDatabase([consumerMigrations]);
  let broken = true;
  const app = await consumingApp(pool, () => {
    if (broken) throw new Error("the shelf is full");
  });
  return {
    ...app,
    mend: () => {
      broken = false;
    },
    /** Delivers what fails, and then its dead letter, as Dapr does. */
    async die(event: object): Promise<Record<string, unknown>> {
      await app.deliver(event);
      await app.deliver(event, DEAD);
      const [newest] = await app.deadLetters();
      if (!newest) throw new Error("no dead letter was kept");
      return newest;
    },
  };
}

test("an event that was given up is kept, with the topic it was published to and what its handler said", async () => {
  const { die } = await failingApp();
  expect(await die(thing("e1", { label: "one", user_id: "ada" }))).toEqual({
    id: expect.any(Number),
    event_id: "e1",
    topic: "things",
    event_type: "dev.punctual.thing",
    user_id: "ada",
    error: "the shelf is full",
    received_at: expect.stringMatching(/Z$/),
    replayed_at: null,
  });
});

test("an event whose data is wrong says what is wrong with it", async () => {
  const { die } = await failingApp();
  expect((await die(thing("e1", { label: 5 }))).error).toContain("expected string, received number");
});

test("an event that another process saw fail is kept without a reason", async () => {
  const { deliver, deadLetters } = await failingApp();
  expect((await deliver(thing("e1", { label: "one" }), DEAD)).statusCode).toBe(200);
  expect(await deadLetters()).toMatchObject([{ event_id: "e1", error: null, user_id: null }]);
});

test("a dead letter that is delivered twice is kept once", async () => {
  const { deliver, deadLetters } = await failingApp();
  await deliver(thing("e1", { label: "one" }), DEAD);
  await deliver(thing("e1", { label: "one" }), DEAD);
  expect(await deadLetters()).toHaveLength(1);
});

test("the newest comes first, and what was replayed last", async () => {
  const { die, mend, replay, deadLetters } = await failingApp();
  await die(thing("e1", { label: "one" }));
  await die(thing("e2", { label: "two" }));
  const newest = await die(thing("e3", { label: "three" }));
  mend();
  await replay(newest.id);
  expect((await deadLetters()).map(({ event_id }) => event_id)).toEqual(["e2", "e1", "e3"]);
});

test.each([
  ["U+0000 in its data", { label: "a\0b" }],
  ["half of a surrogate pair in its data", { label: "\ud800" }],
  ["U+0000 in its user's id", { label: "a", user_id: "a\0b" }],
])("an event with %s, which PostgreSQL doesn't store, is kept all the same", async (_what, data) => {
  const { deliver, deadLetters } = await failingApp();
  expect((await deliver(thing("e1", data), DEAD)).statusCode).toBe(200);
  expect(await deadLetters()).toHaveLength(1);
});

test("replaying does the work once, and says when", async () => {
  const { die, mend, replay, taken, deadLetters } = await failingApp();
  const { id } = await die(thing("e1", { label: "one" }));
  mend();
  const answer = await replay(id);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ id, replayed_at: expect.stringMatching(/Z$/) });
  expect(await taken("one")).toBe(1);
  expect(await deadLetters()).toMatchObject([{ id, replayed_at: answer.json().replayed_at, error: null }]);
});

test("replaying twice does the work once", async () => {
  const { die, mend, replay, taken } = await failingApp();
  const { id } = await die(thing("e1", { label: "one" }));
  mend();
  await replay(id);
  expect((await replay(id)).statusCode).toBe(200);
  expect(await taken("one")).toBe(1);
});

test("an event that was replayed is known when it is delivered again", async () => {
  const { die, mend, replay, deliver, taken } = await failingApp();
  const event = thing("e1", { label: "one" });
  const { id } = await die(event);
  mend();
  await replay(id);
  expect((await deliver(event)).statusCode).toBe(200);
  expect(await taken("one")).toBe(1);
});

test("a replay that fails says why, and the letter waits on", async () => {
  const { die, replay, deadLetters } = await failingApp();
  const { id } = await die(thing("e1", { label: "one" }));
  const answer = await replay(id);
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({
    code: "replay_failed",
    detail: expect.stringContaining("the shelf is full"),
  });
  expect(await deadLetters()).toMatchObject([{ id, replayed_at: null }]);
});

test("replaying what isn't there is a 404", async () => {
  const { replay } = await failingApp();
  const answer = await replay(999);
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ code: "dead_letter_not_found" });
});

test.each(["first", "0", "-1", "1.5"])("%s is no dead letter's number: 400", async (id) => {
  const { replay } = await failingApp();
  const answer = await replay(id);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: "validation_failed", errors: [{ field: "id" }] });
});
