import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Stands where a sidecar would and answers its outbound health with `status`; gives its port. */
export async function sidecarAnswering(status: number): Promise<number> {
  return sidecarServing((url) => (url === "/v1.0/healthz/outbound" ? { status } : { status: 404 }));
}

/** What a sidecar answers. */
interface Answer {
  readonly status: number;
  readonly body?: object;
}

/** Stands where a sidecar would and answers what `answer` says; gives its port. */
export async function sidecarServing(answer: (url: string, token: unknown) => Answer): Promise<number> {
  const server = createServer((request, response) => {
    const { status, body } = answer(request.url ?? "", request.headers["dapr-api-token"]);
    response.statusCode = status;
    response.end(body && JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}
