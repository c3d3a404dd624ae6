import { watchSidecar } from "@punctual/service-kit/metrics/sidecar";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { CLOSED_PORT } from "../support/app.ts";
import { sidecarServing } from "../support/sidecar.ts";

const TOKEN = "shown to the sidecar";

/** Both figures, and how often the sidecar was asked for them. */
async function figures(body: object | undefined, status = 200) {
  let asked = 0;
  const port =
    body === undefined
      ? CLOSED_PORT
      : await sidecarServing((url, token) => {
          asked += 1;
          return url === "/v1.0/metadata" && token === TOKEN ? { status, body } : { status: 401, body: {} };
        });
  const registry = new Registry();
  watchSidecar(registry, { port, apiToken: TOKEN });
  const text = await registry.metrics();
  const of = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  return { up: of("punctual_sidecar_up"), schedulers: of("punctual_scheduler_connections"), asked };
}

test("a sidecar that answers is up, with the schedulers that it is connected to, and is asked once", async () => {
  const body = { id: "chat-api", scheduler: { connected_addresses: ["10.0.0.1:50006", "10.0.0.2:50006"] } };
  expect(await figures(body)).toEqual({ up: 1, schedulers: 2, asked: 1 });
});

test.each([
  ["leaves the schedulers out", { id: "chat-api" }],
  ["names none", { scheduler: {} }],
  ["names null", { scheduler: { connected_addresses: null } }],
])("a sidecar that %s has no scheduler", async (_what, body) => {
  expect(await figures(body)).toMatchObject({ up: 1, schedulers: 0 });
});

test("a sidecar that isn't there, fails or speaks of something else is down, and has no scheduler", async () => {
  const connected = { scheduler: { connected_addresses: ["10.0.0.1:50006"] } };
  expect(await figures(undefined)).toMatchObject({ up: 0, schedulers: 0 });
  expect(await figures(connected, 500)).toMatchObject({ up: 0 });
  expect(await figures({ scheduler: 3 })).toMatchObject({ up: 0, schedulers: 0 });
});
