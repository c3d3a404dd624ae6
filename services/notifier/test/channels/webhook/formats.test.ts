import type { WebhookFormat } from "@punctual/contracts/channel";
import type { Message } from "@punctual/notifier/channels/channel";
import { createWebhookChannel, webhookFault } from "@punctual/notifier/channels/webhook/webhook";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { guardOf } from "../support/guard.ts";
import { messageOf, patient } from "../support/message.ts";
import { startReceiver } from "../support/receiver.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** Sends a message in a format and gives the request that came of it. */
async function sent(format: WebhookFormat, message: Message, path = "/topics/my-topic?x=1") {
  const { origin, received } = await startReceiver();
  const channel = createWebhookChannel({ guard: guardOf() });
  const config = { url: origin + path, format, secret: SECRET };
  expect(await channel.send(message, config, patient())).toEqual({ result: "accepted" });
  const [request, ...others] = received;
  if (!request) throw new Error("nothing came");
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
  });
  return { ...request, json: JSON.parse(request.body.toString()) };
}

describe("standard", () => {
  test("is signed as Standard Webhooks says, and tells all", async () => {
    const { headers, body } = await sent("standard", messageOf());
    expect(headers["webhook-id"]).toBe("notice-7");
    const payload = new Webhook(SECRET).verify(body, headers as Record<string, string>);
    expect(payload).toEqual({
      type: "reminder.due",
      timestamp: "2026-11-23T08:45:00Z",
      data: {
        id: "notice-7",
        title: "Water the plants",
        body: "The ferns first.\nThen the rest.",
        task_id: 42,
        due_at: "2026-11-23T09:00:00Z",
        remind_at: "2026-11-23T08:45:00Z",
        links: messageOf().links,
      },
    });
  });

  test("is signed with the secret of its channel", async () => {
    const { headers, body } = await sent("standard", messageOf());
    const other = new Webhook(`whsec_${Buffer.alloc(24).toString("base64")}`);
    expect(() => other.verify(body, headers as Record<string, string>)).toThrow();
  });

  test.each([
    ["reminder", "reminder.due"],
    ["missed", "reminder.missed"],
    ["digest", "digest.ready"],
    ["test", "channel.test"],
    ["notice", "notice.sent"],
  ] as const)("a %s is of type %s", async (kind, type) => {
    expect((await sent("standard", messageOf({ kind }))).json).toMatchObject({ type });
  });

  test("goes to the whole address, and logs in as it says", async () => {
    const { origin, received } = await startReceiver();
    const url = `${origin.replace("//", "//ada:pass%20word@")}/a/b?c=d`;
    await createWebhookChannel({ guard: guardOf() }).send(
      messageOf(),
      { url, format: "standard", secret: SECRET },
      patient(),
    );
    expect(received[0]?.path).toBe("/a/b?c=d");
    expect(received[0]?.headers.authorization).toBe(`Basic ${btoa("ada:pass word")}`);
  });
});

describe("ntfy", () => {
  test("is published as JSON at the server's root", async () => {
    const { path, json } = await sent("ntfy", messageOf({ title: "Pflanzen gießen 🌱" }));
    expect(path).toBe("/topics/?x=1");
    expect(json).toEqual({
      topic: "my-topic",
      title: "Pflanzen gießen 🌱",
      message: "The ferns first.\nThen the rest.",
      click: "https://punctual.example/a/open?task=42&from=notice",
      priority: 4,
      actions: [
        { action: "view", label: "Complete", url: "https://punctual.example/a/complete", clear: true },
        { action: "view", label: "In 10 minutes", url: "https://punctual.example/a/snooze/10", clear: true },
        { action: "view", label: "In an hour", url: "https://punctual.example/a/snooze/60", clear: true },
      ],
    });
  });

  test("has its title for a message where there is no text", async () => {
    const { json } = await sent("ntfy", messageOf({ body: "", kind: "digest" }), "/my-topic/");
    expect(json).toMatchObject({ topic: "my-topic", message: "Water the plants", priority: 3 });
    expect(json).not.toHaveProperty("title");
  });

  test("fits into what ntfy takes", async () => {
    const { body, json } = await sent(
      "ntfy",
      messageOf({ title: "ß".repeat(5000), body: '"😀\n'.repeat(5000) }),
    );
    expect(body.length).toBeLessThan(8192);
    expect(Buffer.byteLength(json.message)).toBeLessThanOrEqual(4096);
  });

  test.each(["https://ntfy.example/", "https://ntfy.example/a%20b"])("%s names no topic", async (url) => {
    const reason = "the address must be that of a topic, such as https://ntfy.sh/my-topic";
    const resolve = async () => [{ address: "1.1.1.1", family: 4 }];
    const guard = guardOf({ resolve });
    expect(await webhookFault(guard, { url, format: "ntfy" })).toBe(reason);
    const channel = createWebhookChannel({ guard });
    expect(await channel.send(messageOf(), { url, format: "ntfy", secret: SECRET }, patient())).toEqual({
      result: "refused",
      reason,
    });
    expect(await webhookFault(guard, { url, format: "standard" })).toBeUndefined();
    expect(await webhookFault(guard, { url: `${url}topic`, format: "standard" })).toBeUndefined();
  });
});

describe("slack", () => {
  test("is a message of blocks, in which nothing is a command", async () => {
    const { path, json } = await sent(
      "slack",
      messageOf({ title: "<!channel> *R&D*", body: "a < b > c & d\n<@U1>" }),
    );
    expect(path).toBe("/topics/my-topic?x=1");
    expect(json).toMatchObject({ text: "&lt;!channel&gt; *R&amp;D*", unfurl_links: false });
    const [title, body, { elements }] = json.blocks;
    expect(title.text).toEqual({ type: "mrkdwn", text: "*&lt;!channel&gt; ∗R&amp;D∗*", verbatim: true });
    expect(body.text.text).toBe("a &lt; b &gt; c &amp; d\n&lt;@U1&gt;");
    expect(elements.map(({ text }: { text: string }) => text)).toEqual([
      "<https://punctual.example/a/open?task=42&amp;from=notice|Open>",
      "<https://punctual.example/a/complete|Complete>",
      "<https://punctual.example/a/snooze/10|In 10 minutes>",
      "<https://punctual.example/a/snooze/60|In an hour>",
      "<https://punctual.example/a/acknowledge|Got it>",
    ]);
  });

  test("fits into its blocks, and has none without text", async () => {
    const long = await sent("slack", messageOf({ title: "&".repeat(5000), body: "<".repeat(5000) }));
    for (const { text } of long.json.blocks.slice(0, 2)) expect(text.text.length).toBeLessThanOrEqual(3000);
    const short = await sent("slack", messageOf({ body: "" }));
    expect(short.json.blocks).toHaveLength(2);
  });
});

describe("discord", () => {
  test("is an embed that mentions nobody", async () => {
    const { json } = await sent("discord", messageOf({ title: "@everyone" }));
    expect(json).toEqual({
      embeds: [
        {
          title: "@everyone",
          url: "https://punctual.example/a/open?task=42&from=notice",
          description: [
            "The ferns first.\nThen the rest.\n",
            "[Complete](https://punctual.example/a/complete) · [In 10 minutes](https://punctual.example/a/snooze/10) · [In an hour](https://punctual.example/a/snooze/60) · [Got it](https://punctual.example/a/acknowledge)",
          ].join("\n"),
          timestamp: "2026-11-23T08:45:00Z",
        },
      ],
      allowed_mentions: { parse: [] },
    });
  });

  test("fits into what Discord takes, and keeps its links", async () => {
    const { json } = await sent("discord", messageOf({ title: "😀".repeat(5000), body: "é😀".repeat(5000) }));
    const [{ title, description }] = json.embeds;
    expect(title.length).toBeLessThanOrEqual(256);
    expect(description.length).toBeLessThanOrEqual(4096);
    expect(description).toMatch(
      /…\n\n\[Complete\].*\[Got it\]\(https:\/\/punctual\.example\/a\/acknowledge\)$/,
    );
  });
});

describe("a webhook that its service has removed is gone", () => {
  test.each(["slack", "discord"] as const)("%s says so by 404", async (format) => {
    const { origin } = await startReceiver((response) => response.writeHead(404).end());
    const channel = createWebhookChannel({ guard: guardOf() });
    expect(await channel.send(messageOf(), { url: origin, format, secret: SECRET }, patient())).toEqual({
      result: "gone",
      reason: "answered 404",
    });
  });
});
