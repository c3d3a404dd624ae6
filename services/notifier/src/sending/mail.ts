import { SECRET_STORE, SECRETS } from "@punctual/contracts/names";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import type { Channel } from "../channels/channel.ts";
import { createEmailChannel, type EmailChannel, type EmailConfig } from "../channels/email/email.ts";

/** Tells by the operator's mail server. */
export interface Mail extends Channel<EmailConfig> {
  /** Whether there is a mail server; rejects where that can't be read now. */
  isSetUp(): Promise<boolean>;
  /** Ends its connections. */
  close(): void;
}

/** Makes it; its settings are read through Dapr when they are first needed, so that the notifier starts without its sidecar. */
export function createMail(dapr: Pick<Dapr, "getSecret">): Mail {
  const { name, keys } = SECRETS.smtp;
  let channel: EmailChannel | undefined;
  let setUp = false;

  async function ready(): Promise<EmailChannel> {
    if (channel) return channel;
    const secret = await dapr.getSecret(SECRET_STORE, name);
    const [url = "", from = ""] = keys.map((key) => secret[key]);
    setUp = url !== "";
    channel ??= createEmailChannel(setUp ? { url, from } : undefined);
    return channel;
  }

  return {
    kind: "email",
    async isSetUp() {
      await ready();
      return setUp;
    },
    async send(message, config, signal) {
      let by: EmailChannel;
      try {
        by = await ready();
      } catch {
        return { result: "failed", reason: "the mail server's settings can't be read now" };
      }
      return by.send(message, config, signal);
    },
    close() {
      channel?.close();
    },
  };
}
