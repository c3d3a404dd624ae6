import type { Dapr } from "@punctual/service-kit/dapr/client";
import type { Channel, Message, Outcome } from "../channels/channel.ts";
import type { EmailConfig } from "../channels/email/email.ts";
import { createLiveChannel, type LiveConfig } from "../channels/live/live.ts";
import type { NetworkGuard } from "../channels/network-guard.ts";
import { createWebPushChannel, type WebPushConfig } from "../channels/web-push/web-push.ts";
import { createWebhookChannel, type WebhookConfig } from "../channels/webhook/webhook.ts";
import { signActionLink } from "../domain/action-link.ts";
import type { SigningKey } from "../signing-key.ts";
import type { Sending } from "../store/sending.ts";
import type { Mail } from "./mail.ts";

/** To when a notice's buttons put its reminder off. */
const SNOOZES = [
  { label: "In 10 minutes", snooze: { for: "PT10M" } },
  { label: "Tonight", snooze: { to: "tonight" } },
  { label: "Tomorrow morning", snooze: { to: "tomorrow_morning" } },
] as const;

/** What sending needs. */
export interface SenderOptions {
  readonly dapr: Pick<Dapr, "invoke">;
  readonly guard: NetworkGuard;
  readonly mail: Mail;
  readonly signingKey: SigningKey;
  /** Where people reach Punctual; links lead there. */
  readonly publicUrl: string;
}

/** Sends by whatever channel a delivery is for. */
export interface Sender {
  send(sending: Sending, signal: AbortSignal): Promise<Outcome>;
  /** Ends connections. */
  close(): void;
}

/** Makes the sender, with a channel of each kind. */
export function createSender({ dapr, guard, mail, signingKey, publicUrl }: SenderOptions): Sender {
  const live = createLiveChannel(dapr);
  const webhook = createWebhookChannel({ guard });
  const webPush = createWebPushChannel({ guard, signingKey, subject: subjectOf(publicUrl) });
  // What is kept as a configuration was validated when it was given.
  const byKind: Readonly<Record<Sending["channel_kind"], Channel<never>>> = {
    email: mail satisfies Channel<EmailConfig>,
    webhook: webhook satisfies Channel<WebhookConfig>,
    web_push: webPush satisfies Channel<WebPushConfig>,
    live: live satisfies Channel<LiveConfig>,
  };
  return {
    async send(sending, signal) {
      const channel = byKind[sending.channel_kind];
      let message: Message;
      try {
        message = messageOf(sending, await signingKey(), publicUrl);
      } catch {
        return { result: "failed", reason: "our own key can't be read now" };
      }
      return channel.send(message, sending.config as never, signal);
    },
    close() {
      mail.close();
      guard.close();
    },
  };
}

/** Push services want to know whom to ask: a laptop has no address that they could. */
function subjectOf(publicUrl: string): string {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === "https:" ? publicUrl : `mailto:postmaster@${hostname}`;
}

function messageOf(sending: Sending, key: Buffer, publicUrl: string): Message {
  const { id, notice_id, channel_id } = sending;
  const link = (content: Parameters<typeof signActionLink>[1]) =>
    new URL(`/api/links/${signActionLink(key, content, new Date())}`, publicUrl).href;
  return {
    id: `notice-${notice_id}-${id}`,
    kind: sending.kind,
    title: sending.title,
    body: sending.body,
    taskId: sending.task_id,
    dueAt: sending.due_at?.toISOString() ?? null,
    remindAt: sending.remind_at?.toISOString() ?? null,
    createdAt: sending.delivered_at.toISOString(),
    expiresAt: sending.expires_at,
    links: {
      open: new URL("/", publicUrl).href,
      acknowledge: link({ action: "acknowledge", delivery_id: notice_id }),
      ...(sending.kind === "confirmation" && { confirm: link({ action: "confirm", channel_id }) }),
      ...(sending.kind === "reminder" && sending.task_id !== null
        ? {
            complete: link({ action: "complete", delivery_id: notice_id }),
            snooze: SNOOZES.map(({ label, snooze }) => ({
              label,
              url: link({ action: "snooze", delivery_id: notice_id, snooze }),
            })),
          }
        : { snooze: [] }),
      unsubscribe: link({ action: "unsubscribe", channel_id }),
    },
  };
}
