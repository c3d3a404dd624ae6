import http, { type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A request as the receiver got it. */
interface Received {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Answers a request, or doesn't. */
export type Answer = (response: ServerResponse, received: Received) => void;

/** An HTTP server on 127.0.0.1 that ends with the test. */
export interface Receiver {
  /** http://127.0.0.1:port */
  readonly origin: string;
  readonly port: number;
  readonly received: readonly Received[];
}

/** Starts a receiver that answers all requests alike. */
export async function startReceiver(answer: Answer = accept): Promise<Receiver> {
  const received: Received[] = [];
  const server = http.createServer(async (request, response) => {
    const { method = "", url: path = "", headers } = request;
    const one = { method, path, headers, body: await buffer(request) };
    received.push(one);
    answer(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, received };
}

function accept(response: ServerResponse): void {
  response.writeHead(204).end();
}
