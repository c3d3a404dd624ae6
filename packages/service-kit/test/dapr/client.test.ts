import { createDapr, type Dapr } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { expect, test } from "vitest";
import { CLOSED_PORT } from "../support/app.ts";

const dapr = createDapr({ port: CLOSED_PORT, apiToken: "shown to the sidecar" });

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
