import { createHash } from "node:crypto";
import type { PushSubscriptionData } from "@punctual/contracts/channel";
import type { NoticeKind } from "@punctual/contracts/notice";
import webPush, { type RequestDetails, type Urgency } from "web-push";
import type { Channel, Message } from "../channel.ts";
import type { NetworkGuard } from "../network-guard.ts";
import { post, TIMEOUT_MS } from "../post.ts";
import { verdict } from "../verdict.ts";
import { pushPayload } from "./payload.ts";
import { type VapidKeys, vapidKeys } from "./vapid.ts";

/** 404 and 410: the browser is subscribed no more (RFC 8030 section 7.3). 413: too large, and so it would be again. */
const MEANINGS = { gone: [404, 410], refused: [413] };
/** Push services keep nothing longer than four weeks. */
const MOST_SECONDS = 28 * 24 * 60 * 60;
/** A topic has at most 32 characters of base64url (RFC 8030 section 5.4). */
const TOPIC_CHARACTERS = 32;

/** Whether a sleeping phone is woken for it (RFC 8030 section 5.3). */
const URGENCY: Readonly<Record<NoticeKind, Urgency>> = {
  reminder: "high",
  missed: "normal",
  digest: "normal",
  test: "high",
  notice: "normal",
  confirmation: "normal",
};

/** A browser that is subscribed. */
export interface WebPushConfig {
  readonly subscription: PushSubscriptionData;
}

/** What {@link createWebPushChannel} takes. */
export interface WebPushOptions {
  readonly guard: NetworkGuard;
  /** What the VAPID keys are derived from. */
  readonly signingKey: () => Promise<Buffer>;
  /** Whom push services can ask about us (RFC 8292 section 2.1): a mailto: or https:// address. */
  readonly subject: string;
  /** For all of a try. */
  readonly timeoutMs?: number;
}

/**
 * Tells browsers by Web Push (RFC 8030), encrypted for them (RFC 8291).
 *
 * @throws Error for a subject that push services would refuse
 */
export function createWebPushChannel({
  guard,
  signingKey,
  subject,
  timeoutMs = TIMEOUT_MS,
}: WebPushOptions): Channel<WebPushConfig> {
  if (!/^(mailto|https):$/.test(URL.parse(subject)?.protocol ?? "")) {
    throw new Error("the subject of web push must be a mailto: or https:// address");
  }
  return {
    kind: "web_push",
    async send(message, { subscription }, signal) {
      let keys: VapidKeys;
      try {
        keys = vapidKeys(await signingKey());
      } catch {
        return { result: "failed", reason: "our own key can't be read now" };
      }
      let details: RequestDetails;
      try {
        details = requestOf(message, subscription, { subject, ...keys });
      } catch {
        // A message can't be encrypted for keys that aren't points of the curve.
        return { result: "refused", reason: "the browser's keys aren't valid; subscribe again" };
      }
      const headers = Object.fromEntries(
        Object.entries(details.headers).map(([name, value]) => [name, String(value)]),
      );
      const request = { url: new URL(details.endpoint), headers, body: details.body ?? "" };
      return post(guard, request, { timeoutMs, signal }, (answer) => verdict(answer, MEANINGS));
    },
  };
}

function requestOf(
  message: Message,
  { endpoint, keys }: PushSubscriptionData,
  vapidDetails: VapidKeys & { readonly subject: string },
): RequestDetails {
  const seconds = Math.floor((message.expiresAt.getTime() - Date.now()) / 1000);
  // Normalised, for the library takes the token's audience from it as it is written.
  return webPush.generateRequestDetails({ endpoint: new URL(endpoint).href, keys }, pushPayload(message), {
    vapidDetails,
    TTL: Math.min(MOST_SECONDS, Math.max(0, seconds)),
    urgency: URGENCY[message.kind],
    topic: topicOf(message.id),
  });
}

/** The same in every try: while the browser is away, the second takes the place of the first. */
function topicOf(id: string): string {
  return createHash("sha256").update(id).digest("base64url").slice(0, TOPIC_CHARACTERS);
}
