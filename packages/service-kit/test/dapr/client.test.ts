import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createDapr, type Dapr } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { expect, test } from "vitest";

// Nobody listens there any more; fetch itself refuses the lowest ports.
const server = createServer().listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
await new Promise((resolve) => server.close(resolve));
const dapr = createDapr({ port, apiToken: "shown to the sidecar" });

const CALLS: readonly [string, (client: Dapr) => Promise<unknown>][] = [
  ["publish", (client) => client.publish("kafka-pubsub", "task-events", { id: "1" }, "ada")],
  ["invoke", (client) => client.invoke("notifier", "POST", "/api/notify", { title: "a" })],
  ["getState", (client) => client.getState("statestore", "conversation-1")],
  ["saveState", (client) => client.saveState("statestore", "conversation-1", {})],
  ["getSecret", (client) => client.getSecret("kubernetes-secrets", "notifier-action-links")],
];

// Not when it is there at last: the caller was told that nothing was done.
test.each(CALLS)(
  "%s fails at once while there is no sidecar, and isn't kept to be made later",
  async (_name, call) => {
    const failure = await call(dapr).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(DaprError);
    expect(failure).toMatchObject({ status: undefined, message: expect.stringContaining("ECONNREFUSED") });
  },
);
