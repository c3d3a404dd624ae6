import type { Message } from "@punctual/notifier/channels/channel";
import { createEmailChannel } from "@punctual/notifier/channels/email/email";
import { describe, expect, onTestFinished, test } from "vitest";
import { startMailServer } from "../support/mail-server.ts";
import { messageOf, patient } from "../support/message.ts";

const FROM = "Punctual <punctual@mail.example>";

/** Sends mails and gives what the server took. */
async function taken(messages: readonly Message[], address = "ada@example.com") {
  const server = await startMailServer();
  const channel = createEmailChannel({ url: server.url, from: FROM });
  onTestFinished(() => channel.close());
  for (const message of messages) {
    expect(await channel.send(message, { address }, patient())).toEqual({ result: "accepted" });
  }
  return server.taken;
}

async function mailOf(message: Message, address?: string) {
  const [one, ...others] = await taken([message], address);
  if (!one || others.length > 0) throw new Error("not one mail");
  const header = (key: string) =>
    one.mail.headers.filter((header) => header.key === key).map(({ value }) => value);
  return { ...one, header };
}

test("a mail has the headers that mail programs and servers want", async () => {
  const unsubscribe = `https://punctual.example/u/${"x".repeat(300)}`;
  const { links } = messageOf();
  const { mail, header, raw, recipients } = await mailOf(messageOf({ links: { ...links, unsubscribe } }));
  expect(recipients).toEqual(["ada@example.com"]);
  expect(mail.from).toMatchObject({ name: "Punctual", address: "punctual@mail.example" });
  expect(mail.to).toMatchObject([{ address: "ada@example.com" }]);
  expect(mail.subject).toBe("Water the plants");
  expect(mail.messageId).toBe("<notice-7@mail.example>");
  expect(mail.date).toBe("2026-11-23T08:45:00.000Z");
  expect(header("list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);
  expect(header("auto-submitted")).toEqual(["auto-generated"]);
  // In one piece: some receivers keep the spaces of folding.
  expect(raw.split("\r\n")).toContain(`List-Unsubscribe: <${unsubscribe}>`);
});

test("its text tells all, and where the links lead", async () => {
  const { mail } = await mailOf(messageOf({ title: "Pflanzen gießen 🌱" }));
  expect(mail.subject).toBe("Pflanzen gießen 🌱");
  expect(mail.text?.trimEnd()).toBe(
    [
      "Pflanzen gießen 🌱\n",
      "The ferns first.\nThen the rest.\n",
      "Open: https://punctual.example/a/open?task=42&from=notice",
      "Complete: https://punctual.example/a/complete",
      "In 10 minutes: https://punctual.example/a/snooze/10",
      "In an hour: https://punctual.example/a/snooze/60",
      "Got it: https://punctual.example/a/acknowledge\n",
      "--\nNo more of these e-mails: https://punctual.example/a/unsubscribe",
    ].join("\n"),
  );
});

test("its HTML has what people write as text, and buttons as links", async () => {
  const { mail } = await mailOf(
    messageOf({ title: `<b>"R&D"</b>`, body: "<script>alert('1')</script>\nnext" }),
  );
  const html = mail.html ?? "";
  expect(html).toContain("&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;</h1>");
  expect(html).toContain("<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;<br>\nnext</p>");
  expect(html).toContain('<a href="https://punctual.example/a/open?task=42&amp;from=notice"');
  expect(html).toContain('<html lang="en">');
  expect(html).not.toMatch(/<script|<img|<b>/);
});

test("pooled connections serve one mail after the other", async () => {
  const mails = await taken([messageOf({ id: "1" }), messageOf({ id: "2" }), messageOf({ id: "3" })]);
  expect(mails.map(({ mail }) => mail.messageId)).toEqual([
    "<1@mail.example>",
    "<2@mail.example>",
    "<3@mail.example>",
  ]);
});

describe("no header can be smuggled in", () => {
  test.each(["\r\n", "\n", "\r", "\r\n\r\n", "\u2028", "\0"])("by a title with %j", async (newline) => {
    const { mail, header, recipients } = await mailOf(
      messageOf({ title: `Hi${newline}Bcc: eve@example.com` }),
    );
    expect(mail.subject).toBe("Hi Bcc: eve@example.com");
    expect(header("bcc")).toEqual([]);
    expect(recipients).toEqual(["ada@example.com"]);
  });

  test("by a message's id", async () => {
    const { header, mail } = await mailOf(messageOf({ id: "a>\r\nBcc: eve@example.com" }));
    expect(header("bcc")).toEqual([]);
    expect(mail.messageId).toBe("<a%3E%0D%0ABcc%3A%20eve%40example.com@mail.example>");
  });

  test("by a link", async () => {
    const links = { ...messageOf().links, unsubscribe: "https://punctual.example/>\r\nBcc: eve@example.com" };
    const { header } = await mailOf(messageOf({ links }));
    expect(header("bcc")).toEqual([]);
  });

  test.each([
    "ada@example.com\r\nBcc: eve@example.com",
    "ada@example.com, eve@example.com",
    "ada@example.com>\r\nRCPT TO:<eve@example.com",
  ])("by an address such as %j", async (address) => {
    const server = await startMailServer();
    const channel = createEmailChannel({ url: server.url, from: FROM });
    onTestFinished(() => channel.close());
    await channel.send(messageOf(), { address }, patient());
    for (const { recipients, mail } of server.taken) {
      expect(recipients).not.toContain("eve@example.com");
      expect(mail.headers.filter(({ key }) => key === "bcc")).toEqual([]);
    }
  });
});
