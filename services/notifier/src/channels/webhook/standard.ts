import { createHmac } from "node:crypto";
import type { NoticeKind } from "@punctual/contracts/notice";
import type { Message } from "../channel.ts";
import { type Format, JSON_HEADERS } from "./format.ts";

/** Event types of the payload, by what a notice is about. They never change, for programs depend on them. */
const TYPES: Readonly<Record<NoticeKind, string>> = {
  reminder: "reminder.due",
  missed: "reminder.missed",
  digest: "digest.ready",
  test: "channel.test",
  notice: "notice.sent",
  confirmation: "channel.confirmation",
};

/** Our own JSON, signed and with headers as the Standard Webhooks specification (1.0.0) says. */
export const standard: Format = {
  gone: [410],
  request(message, { url, secret }) {
    const body = JSON.stringify(payloadOf(message));
    // Receivers refuse what was signed minutes ago, so it is this try's time and not the message's.
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = {
      ...JSON_HEADERS,
      "webhook-id": message.id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature(secret, `${message.id}.${timestamp}.${body}`)}`,
    };
    return { url, headers, body };
  },
};

function payloadOf({ kind, createdAt, id, title, body, taskId, dueAt, remindAt, links }: Message) {
  return {
    type: TYPES[kind],
    timestamp: createdAt,
    data: { id, title, body, task_id: taskId, due_at: dueAt, remind_at: remindAt, links },
  };
}

/** By node:crypto: the `standardwebhooks` library hashes in JavaScript, and serves our tests as another implementation. */
function signature(secret: string, content: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return createHmac("sha256", key).update(content).digest("base64");
}
