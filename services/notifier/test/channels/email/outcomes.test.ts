import net, { type AddressInfo } from "node:net";
import { createEmailChannel } from "@punctual/notifier/channels/email/email";
import type { SMTPServerOptions } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { refusal, startMailServer } from "../support/mail-server.ts";
import { messageOf, patient } from "../support/message.ts";

const FROM = "punctual@mail.example";

async function send(url: string, timeoutMs?: number, signal = patient()) {
  const channel = createEmailChannel({ url, from: FROM }, timeoutMs === undefined ? {} : { timeoutMs });
  onTestFinished(() => channel.close());
  return channel.send(messageOf(), { address: "ada@example.com" }, signal);
}

/** What comes of a mail where the server is so. */
async function outcomeOf(options: SMTPServerOptions) {
  return send((await startMailServer(options)).url);
}

/** A server that takes connections and never says a word. */
async function startSilent(): Promise<string> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => sockets.add(socket.on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a recipient that the server answers", () => {
  test.each([
    [550, "5.1.1 no such user", "gone", "550 5.1.1"],
    [550, "5.1.10 null MX", "gone", "550 5.1.10"],
    [551, "5.1.6 moved", "gone", "551 5.1.6"],
    [553, "5.1.3 bad address", "gone", "553 5.1.3"],
    [550, "5.2.1 disabled", "gone", "550 5.2.1"],
    [550, "no such user here, or you are on a blocklist", "refused", "550"],
    [550, "5.7.1 relaying denied", "refused", "550 5.7.1"],
    [552, "5.2.2 full", "refused", "552 5.2.2"],
    [450, "4.2.1 greylisted", "failed", "450 4.2.1"],
    [451, "try later", "failed", "451"],
  ])("%i %s is %s", async (code, words, result, told) => {
    const outcome = await outcomeOf({ onRcptTo: (_, __, done) => done(refusal(code, words)) });
    expect(outcome).toEqual({ result, reason: `the mail server answered ${told}` });
  });
});

test("a mail that the server doesn't like is refused", async () => {
  const outcome = await outcomeOf({
    onData(stream, _, done) {
      stream.on("end", () => done(refusal(554, "5.7.1 looks like spam"))).resume();
    },
  });
  expect(outcome).toEqual({ result: "refused", reason: "the mail server answered 554 5.7.1" });
});

test("a sender that the server doesn't like is the operator's to mend, and so is tried again", async () => {
  const outcome = await outcomeOf({ onMailFrom: (_, __, done) => done(refusal(550, "5.1.8 bad sender")) });
  expect(outcome).toEqual({ result: "failed", reason: "the mail server answered 550 5.1.8" });
});

test("a login that the server refuses is failed, and isn't told", async () => {
  const { url } = await startMailServer({
    authMethods: ["PLAIN"],
    allowInsecureAuth: true,
    onAuth: (_, __, done) => done(refusal(535, "5.7.8 bad password")),
  });
  const outcome = await send(url.replace("//", "//ada:s3cret@"));
  expect(outcome).toEqual({ result: "failed", reason: "the mail server refuses our login" });
});

test("a server that isn't there is failed", async () => {
  expect(await send("smtp://127.0.0.1:1")).toEqual({
    result: "failed",
    reason: "the mail server can't be reached",
  });
});

test("a server that hangs is failed", async () => {
  expect(await send(await startSilent(), 200)).toEqual({
    result: "failed",
    reason: "the mail server doesn't answer in time",
  });
});

test("a server that hangs over a mail is failed", async () => {
  const { url } = await startMailServer({ onData: (stream) => stream.resume() });
  expect(await send(url, 500)).toEqual({
    result: "failed",
    reason: "the mail server doesn't answer in time",
  });
});

test("it ends early when the service stops", async () => {
  const stop = new AbortController();
  const { url } = await startMailServer({ onRcptTo: () => stop.abort() });
  expect(await send(url, 10_000, stop.signal)).toEqual({
    result: "failed",
    reason: "we stopped before the mail server answered",
  });
});

test("where no server is set up, all is refused", async () => {
  const channel = createEmailChannel(undefined);
  expect(await channel.send(messageOf(), { address: "ada@example.com" }, patient())).toEqual({
    result: "refused",
    reason: "this server sends no e-mail; ask the operator to set it up",
  });
  channel.close();
});

test("after it is closed, all fails", async () => {
  const channel = createEmailChannel({ url: (await startMailServer()).url, from: FROM });
  channel.close();
  const outcome = await channel.send(messageOf(), { address: "ada@example.com" }, patient());
  expect(outcome).toMatchObject({ result: "failed" });
});

describe("what an operator can't have meant is refused at once", () => {
  test.each(["Punctual", "a@example.com, b@example.com", "", "Team: a@example.com, b@example.com;"])(
    "the sender %j",
    (from) =>
      expect(() => createEmailChannel({ url: "smtp://127.0.0.1", from })).toThrow(
        "must come from one address",
      ),
  );

  test.each(["http://mail.example", "mail.example:587", ""])("the server %j", (url) =>
    expect(() => createEmailChannel({ url, from: FROM })).toThrow("must begin with smtp:// or smtps://"),
  );
});
