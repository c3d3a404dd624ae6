import { randomBytes } from "node:crypto";
import type { NewChannel } from "@punctual/contracts/channel";

/** What is kept of a new channel. */
export function keptChannel(draft: NewChannel) {
  const { kind } = draft;
  switch (kind) {
    case "email":
      return {
        kind,
        name: draft.name ?? draft.address,
        config: { address: draft.address },
        target: draft.address,
      };
    case "web_push": {
      const target = new URL(draft.subscription.endpoint).host;
      return { kind, name: draft.name ?? "Browser", config: { subscription: draft.subscription }, target };
    }
    case "webhook": {
      const secret = draft.secret ?? `whsec_${randomBytes(32).toString("base64")}`;
      const { host } = new URL(draft.url);
      // What follows the host is often the whole secret of a webhook.
      return {
        kind,
        name: draft.name ?? host,
        config: { url: draft.url, format: draft.format, secret },
        target: host,
      };
    }
  }
}
