import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { PortTaken, requireFreePorts } from "../../src/supervisor/conflicts.ts";

/** Listens on a port that the system chooses. */
async function taken(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

it.each(["127.0.0.1", "0.0.0.0"])(
  "names port, part, process and the way out for a listener on %s",
  async (host) => {
    const port = await taken(host);
    const refused = requireFreePorts([{ name: "kafka", ports: [port] }], 8080);
    await expect(refused).rejects.toThrow(PortTaken);
    await expect(refused).rejects.toThrow(
      new RegExp(`port ${port}, for kafka: held by process ${process.pid} \\(.*\\)[\\s\\S]*--port \\d+`),
    );
  },
);

it("is content with ports that nobody has", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
  await expect(requireFreePorts([{ name: "kafka", ports: [port] }], 8080)).resolves.toBeUndefined();
});
