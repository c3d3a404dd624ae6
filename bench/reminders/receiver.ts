import http from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A reminder as a webhook got it. */
interface Told {
  /** The same in every try. */
  readonly id: string;
  readonly taskId: number;
  /** From when it was due, in milliseconds. */
  readonly lateMs: number;
}

/** A webhook that keeps what it is told. */
export interface Receiver {
  readonly url: string;
  readonly told: readonly Told[];
  close(): void;
}

/** Starts a webhook on 127.0.0.1 that accepts everything. */
export async function startReceiver(): Promise<Receiver> {
  const told: Told[] = [];
  const server = http.createServer(async (request, response) => {
    const at = Date.now();
    const { data } = (await json(request)) as { data: { task_id: number; remind_at: string } };
    const id = String(request.headers["webhook-id"]);
    told.push({ id, taskId: data.task_id, lateMs: at - Date.parse(data.remind_at) });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    told,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
