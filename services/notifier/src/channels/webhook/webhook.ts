import type { WebhookFormat } from "@punctual/contracts/channel";
import type { Channel } from "../channel.ts";
import type { NetworkGuard } from "../network-guard.ts";
import { post, TIMEOUT_MS } from "../post.ts";
import { verdict } from "../verdict.ts";
import { FORMATS } from "./formats.ts";

/** A webhook, as its owner set it up. */
export interface WebhookConfig {
  /** http:// or https:// */
  readonly url: string;
  readonly format: WebhookFormat;
  /** `whsec_` and base64. */
  readonly secret: string;
}

/** What {@link createWebhookChannel} takes. */
export interface WebhookOptions {
  readonly guard: NetworkGuard;
  /** For all of a try. */
  readonly timeoutMs?: number;
}

/** Tells by HTTP, in the format that the receiver understands. */
export function createWebhookChannel({
  guard,
  timeoutMs = TIMEOUT_MS,
}: WebhookOptions): Channel<WebhookConfig> {
  return {
    kind: "webhook",
    async send(message, { url: address, format, secret }, signal) {
      const { fault, request, gone } = FORMATS[format];
      const url = new URL(address);
      const reason = fault?.(url);
      if (reason !== undefined) return { result: "refused", reason };
      return post(guard, request(message, { url, secret }), { timeoutMs, signal }, (answer) =>
        verdict(answer, { gone }),
      );
    },
  };
}

/**
 * Judges a webhook's address when it is given.
 *
 * @returns why nothing can be sent there, for its giver to read; undefined if it can
 */
export async function webhookFault(
  guard: NetworkGuard,
  { url, format }: Pick<WebhookConfig, "url" | "format">,
): Promise<string | undefined> {
  const parsed = URL.parse(url);
  return (parsed && FORMATS[format].fault?.(parsed)) ?? (await guard.check(url));
}
