import { notifyResponse, redeemResponse } from "@punctual/contracts/notification";
import { describe, expect, test } from "vitest";
import { startNotifier } from "../support/app.ts";

const { app, ask, deliveriesOf, secrets } = await startNotifier();

/** Sends a notice and gives the token of its link. */
async function notify(userId: string): Promise<string> {
  const answer = await ask("/api/notify", { user_id: userId, title: "Hello" });
  expect(answer.statusCode).toBe(200);
  return notifyResponse.parse(answer.json()).acknowledge_token;
}

describe("POST /api/notify", () => {
  test("delivers a notice to its user's inbox", async () => {
    const answer = await ask("/api/notify", { user_id: "ada", title: "Hello", body: "there" });
    expect(answer.statusCode).toBe(200);
    expect(notifyResponse.parse(answer.json())).toMatchObject({ channel: "inbox" });
    expect(await deliveriesOf("ada")).toEqual([
      { title: "Hello", body: "there", task_id: null, remind_at: null, acknowledged_at: null },
    ]);
  });

  test("needs no body of the notice", async () => {
    await notify("brief");
    expect(await deliveriesOf("brief")).toMatchObject([{ body: "" }]);
  });

  test.each<[object, string]>([
    [{ user_id: "wrong" }, "title"],
    [{ user_id: "wrong", title: "" }, "title"],
    [{ user_id: "wrong", title: "a\0b" }, "title"],
    [{ user_id: "wrong", title: "a", colour: "red" }, "colour"],
    [{ title: "a", user_id: 7 }, "user_id"],
  ])("refuses %j, naming %s, and delivers nothing", async (payload, field) => {
    const answer = await ask("/api/notify", payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "validation_failed", errors: [{ field }] });
    expect(await deliveriesOf("wrong")).toEqual([]);
  });

  test("reads its key once, by the name that the secret has", async () => {
    await notify("grace");
    await notify("grace");
    expect(secrets.asked).toEqual(["kubernetes-secrets/notifier-action-links"]);
  });
});

describe("POST /api/action-links/redeem", () => {
  test("acknowledges the notice", async () => {
    const answer = await ask("/api/action-links/redeem", { token: await notify("barbara") });
    expect(answer.statusCode).toBe(200);
    const redeemed = redeemResponse.parse(answer.json());
    const acknowledged_at = redeemed.action === "acknowledge" ? redeemed.acknowledged_at : "";
    expect(await deliveriesOf("barbara")).toMatchObject([{ acknowledged_at: new Date(acknowledged_at) }]);
  });

  test("answers the same when it is done again", async () => {
    const token = await notify("edsger");
    const first = await ask("/api/action-links/redeem", { token });
    const second = await ask("/api/action-links/redeem", { token });
    expect(second.json()).toEqual(first.json());
  });

  test("acknowledges that notice alone", async () => {
    const token = await notify("tony");
    await notify("tony");
    await ask("/api/action-links/redeem", { token });
    const acknowledged = (await deliveriesOf("tony")).map(({ acknowledged_at }) => acknowledged_at !== null);
    expect(acknowledged).toEqual([true, false]);
  });

  test.each(["forged", "a.b", "."])("refuses %j with 410", async (token) => {
    const answer = await ask("/api/action-links/redeem", { token });
    expect([answer.statusCode, answer.json().code]).toEqual([410, "link_invalid"]);
  });
});

describe.each([
  ["/api/notify", { user_id: "eve", title: "Hello" }],
  ["/api/action-links/redeem", { token: "a.b" }],
])("%s", (url, payload) => {
  test.each([
    ["without the sidecar's token", {}],
    ["with a wrong one", { "dapr-api-token": "guessed" }],
  ])("is refused %s, and does nothing", async (_what, headers) => {
    const answer = await app.inject({ method: "POST", url, payload, headers });
    expect([answer.statusCode, answer.json().code]).toEqual([401, "unauthorized"]);
    expect(await deliveriesOf("eve")).toEqual([]);
  });
});
