import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Stands where a sidecar would and answers its outbound health with `status`; gives its port. */
export async function sidecarAnswering(status: number): Promise<number> {
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/v1.0/healthz/outbound" ? status : 404;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}
