import { expect, test } from "vitest";
import { startMailServer } from "./channels/support/mail-server.ts";
import { startNotifier } from "./support/app.ts";

interface View {
  readonly id: number;
  readonly state: string;
}

test("an address gets reminders once whoever reads it said so, and nothing before", async () => {
  const server = await startMailServer();
  const { ask } = await startNotifier({ url: server.url, from: "Punctual <punctual@example.com>" });
  const channel = { kind: "email", address: "ada@example.com" };
  const made = (await ask("/api/channels/make", { user_id: "ada", channel })).json<View>();
  expect(made.state).toBe("unconfirmed");
  await expect.poll(() => server.taken.length).toBe(1);
  const [question] = server.taken;
  expect(question?.recipients).toEqual(["ada@example.com"]);
  expect(question?.mail.subject).toBe("Should Punctual remind you here?");
  await ask("/api/notify", { user_id: "ada", title: "Too early" });

  const link = /https:\/\/\S+\/api\/links\/(\S+)/.exec(
    question?.mail.text?.split("Yes, tell me here: ")[1] ?? "",
  )?.[1];
  const answer = await ask("/api/action-links/redeem", { token: link });
  expect(answer.json()).toEqual({ action: "confirm", channel_id: made.id });
  await ask("/api/notify", { user_id: "ada", title: "Now" });
  await expect
    .poll(() => server.taken.map(({ mail }) => mail.subject))
    .toEqual(["Should Punctual remind you here?", "Now"]);
});

test("nobody has strangers asked without end", async () => {
  const server = await startMailServer();
  const { ask } = await startNotifier({ url: server.url, from: "punctual@example.com" });
  const channel = { kind: "email", address: "stranger@example.com" };
  const { id } = (await ask("/api/channels/make", { user_id: "eve", channel })).json<View>();
  for (let n = 0; n < 9; n += 1) await ask("/api/channels/test", { user_id: "eve", channel_id: id });
  const answer = await ask("/api/channels/test", { user_id: "eve", channel_id: id });
  expect(answer.json()).toMatchObject({ status: 409, code: "too_many_channels" });
});
