import { afterEach, expect, test } from "vitest";
import { SIGNING_KEY, startNotifier } from "./support/app.ts";

// One test that has the key would be remembered: it comes last, in the test that brings the sidecar back.
const { ask, deliveriesOf, secrets } = await startNotifier();
afterEach(() => {
  secrets.value = undefined;
});

const notice = { user_id: "ada", title: "Hello" };

test.each<[string, Readonly<Record<string, string>> | undefined]>([
  ["can't be read", undefined],
  ["isn't in its secret", {}],
  ["is empty", { signingKey: "" }],
  ["is too short", { signingKey: Buffer.alloc(31, 1).toString("base64") }],
])("a key that %s makes a notice a 503, and none is delivered", async (_what, value) => {
  secrets.value = value;
  const answer = await ask("/api/notify", notice);
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ code: "dependency_unavailable" });
  expect(await deliveriesOf("ada")).toEqual([]);
});

test("a link can't be told to be forged while its key can't be read: 503", async () => {
  secrets.value = undefined;
  expect((await ask("/api/action-links/redeem", { token: "a.b" })).statusCode).toBe(503);
});

test("once the key can be read, notices are delivered", async () => {
  expect((await ask("/api/notify", { ...notice, user_id: "grace" })).statusCode).toBe(503);
  secrets.value = { signingKey: SIGNING_KEY };
  expect((await ask("/api/notify", { ...notice, user_id: "grace" })).statusCode).toBe(200);
  expect(await deliveriesOf("grace")).toHaveLength(1);
});
