import { openStream, type StreamClient } from "../../../../../test/support/event-stream.ts";
import { APP_API_TOKEN, type ChatApi, type Person } from "../../support/app.ts";

/** A chat-api that listens. */
export interface Replica {
  readonly url: string;
  /** Opens a stream of somebody's. */
  stream(person: Person, lastEventId?: string): Promise<StreamClient>;
  /** What the sidecar delivers when something of somebody's was changed. */
  wake(userId: string): Promise<number>;
}

/** Lets a chat-api listen. */
export async function listen({ app }: Pick<ChatApi, "app">): Promise<Replica> {
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    url,
    stream: ({ token }, lastEventId) => openStream(`${url}/api/stream`, token, lastEventId),
    async wake(userId) {
      const response = await fetch(`${url}/dapr/task-updates`, {
        method: "POST",
        headers: { "content-type": "application/cloudevents+json", "dapr-api-token": APP_API_TOKEN },
        body: JSON.stringify({
          specversion: "1.0",
          id: "1",
          source: "chat-api",
          type: "t",
          data: { user_id: userId },
        }),
      });
      return response.status;
    },
  };
}
