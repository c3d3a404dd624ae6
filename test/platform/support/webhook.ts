import http from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { Person } from "./person.ts";

/** A notice as the webhook got it. */
interface Told {
  /** When, in milliseconds of the epoch. */
  readonly at: number;
  /** The same in every try. */
  readonly id: string;
  readonly taskId: number;
  readonly title: string;
  /** RFC 3339. */
  readonly remindAt: string;
}

/** A webhook on 127.0.0.1 that accepts everything. */
export interface TestWebhook {
  readonly url: string;
  readonly told: readonly Told[];
  /** What it was told of one task. */
  toldOf(taskId: number): readonly Told[];
  close(): void;
}

/** Starts a webhook, as a channel of a person. */
export async function startWebhook(person: Person): Promise<TestWebhook> {
  const told: Told[] = [];
  const server = http.createServer(async (request, response) => {
    const at = Date.now();
    const { data } = (await json(request)) as {
      data: { task_id: number; title: string; remind_at: string };
    };
    const id = String(request.headers["webhook-id"]);
    told.push({ at, id, taskId: data.task_id, title: data.title, remindAt: data.remind_at });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const answer = await person.fetch("/api/channels", { method: "POST", body: { kind: "webhook", url } });
  if (answer.status !== 201) throw new Error(`no channel was made: ${await answer.text()}`);
  return {
    url,
    told,
    toldOf: (taskId) => told.filter((each) => each.taskId === taskId),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
