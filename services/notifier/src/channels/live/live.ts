import { APP_IDS } from "@punctual/contracts/apps";
import type { LiveNotice } from "@punctual/contracts/notice";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import type { Channel } from "../channel.ts";

/** Whose clients. */
export interface LiveConfig {
  readonly user_id: string;
}

/** Tells every client that a person has open, by chat-api's streams: it keeps each message once. */
export function createLiveChannel(dapr: Pick<Dapr, "invoke">): Channel<LiveConfig> {
  return {
    kind: "live",
    async send(message, { user_id }) {
      const notice: LiveNotice = {
        user_id,
        delivery: message.id,
        kind: message.kind,
        title: message.title,
        body: message.body,
        task_id: message.taskId,
        due_at: message.dueAt,
        remind_at: message.remindAt,
      };
      try {
        await dapr.invoke(APP_IDS.chatApi, "POST", "/dapr/notices", notice);
        return { result: "accepted" };
      } catch {
        return { result: "failed", reason: "Punctual can't reach its own clients now" };
      }
    },
  };
}
