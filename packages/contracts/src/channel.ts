import { z } from "zod";
import { line } from "./text.ts";
import { instant } from "./time.ts";

/** Ways by which a person can be told of something. */
export const CHANNEL_KINDS = ["live", "email", "web_push", "webhook"] as const;
/** A way by which a person can be told of something. */
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What a webhook's receiver understands: our own signed JSON, or that of a service. */
export const WEBHOOK_FORMATS = ["standard", "ntfy", "slack", "discord"] as const;
/** What a webhook's receiver understands. */
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

const name = line.min(1, "must not be empty").max(100, "must have at most 100 characters");
const webAddress = z
  .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
  .max(2000, "must have at most 2,000 characters");
const base64url = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/, "must be base64url");

/** A browser's push subscription, as `PushSubscription.toJSON()` gives it (W3C Push API). */
export const pushSubscription = z.strictObject({
  endpoint: z
    .url({ protocol: /^https?$/, error: "must be the address that the browser gave" })
    .max(2000, "must have at most 2,000 characters"),
  expirationTime: z.number().nullable().optional(),
  /** RFC 8291: the browser's public key (65 bytes) and its secret (16 bytes). */
  keys: z.strictObject({ p256dh: base64url.min(86).max(90), auth: base64url.min(20).max(26) }),
});
/** A browser's push subscription. */
export type PushSubscriptionData = z.infer<typeof pushSubscription>;

/** The secret of Standard Webhooks: `whsec_` and base64 of 24 to 64 bytes. */
const secret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "must be whsec_ and base64 of 24 to 64 bytes");

/** A new channel. */
export const newChannel = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("email"),
    name: name.optional(),
    address: z.email("must be an e-mail address such as ada@example.com").max(254),
  }),
  z.strictObject({
    kind: z.literal("web_push"),
    name: name.optional(),
    subscription: pushSubscription,
  }),
  z.strictObject({
    kind: z.literal("webhook"),
    name: name.optional(),
    url: webAddress,
    format: z.enum(WEBHOOK_FORMATS).default("standard"),
    secret: secret.optional().describe("Made up where it isn't given; only the answer to this shows it."),
  }),
]);
/** A validated new channel. */
export type NewChannel = z.infer<typeof newChannel>;

/** What of a channel can be changed. */
export const channelPatch = z
  .strictObject({ name, enabled: z.boolean() })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: "must change at least one field" });
/** A validated patch of a channel. */
export type ChannelPatch = z.infer<typeof channelPatch>;

/** How a channel does: its address wasn't confirmed yet, nothing was sent yet, the last went well, the last tries failed, or nothing is sent to it. */
export const CHANNEL_STATES = ["unconfirmed", "new", "working", "failing", "disabled"] as const;

/** A channel as it is shown. Instants are UTC. */
export const channel = z.strictObject({
  id: z.int().positive(),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  /** Where to: an address, or the host of a push service; null for live clients. */
  target: z.string().nullable(),
  format: z.enum(WEBHOOK_FORMATS).nullable(),
  enabled: z.boolean(),
  state: z.enum(CHANNEL_STATES),
  /** Tries that failed since the last that went well. */
  failures: z.int().nonnegative(),
  /** Why the last try failed, in words; null while it works. */
  error: z.string().nullable(),
  /** When a channel that fails is tried again; null: with the next notice. */
  retry_at: instant.nullable(),
  last_accepted_at: instant.nullable(),
  last_failed_at: instant.nullable(),
  /** Deliveries that wait for it. */
  waiting: z.int().nonnegative(),
  created_at: instant,
});
/** A channel as it is shown. */
export type ChannelView = z.infer<typeof channel>;

/** A channel as it was made; a webhook's secret is shown here and never again. */
export const madeChannel = channel.extend({ secret: z.string().nullable() });
/** All channels of a person. */
export const channelList = z.strictObject({ items: z.array(channel) });

const userId = z.string().min(1).max(200);

/** Bodies of what chat-api asks of the notifier by service invocation. */
export const channelsOf = z.strictObject({ user_id: userId });
/** Names a channel of a person. */
export const channelRef = channelsOf.extend({ channel_id: z.int().positive() });
/** Makes a channel; the same `request_key` again gives the same channel. */
export const makeChannel = channelsOf.extend({
  request_key: z.string().max(200).optional(),
  channel: newChannel,
});
/** Changes a channel. */
export const channelChange = channelRef.extend({ patch: channelPatch });
