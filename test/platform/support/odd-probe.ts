import { TASK_UPDATES } from "@punctual/contracts/topics";
import type { Platform } from "./platform.ts";
import { type Probe, startProbe } from "./probe.ts";

/** What goes wrong on purpose: a component that can't start, and a circuit breaker (on what ours have none on). */
const RESOURCES = {
  "components/broken.yaml": {
    apiVersion: "dapr.io/v1alpha1",
    kind: "Component",
    metadata: { name: "broken" },
    spec: {
      type: "state.postgresql",
      version: "v2",
      ignoreErrors: true,
      metadata: [{ name: "connectionString", value: "no connection string" }],
    },
  },
  "resiliency/breaker.yaml": {
    apiVersion: "dapr.io/v1alpha1",
    kind: "Resiliency",
    metadata: { name: "breaker" },
    spec: {
      policies: {
        circuitBreakers: { fragile: { maxRequests: 1, timeout: "60s", trip: "consecutiveFailures >= 1" } },
      },
      targets: { apps: { "chat-api": { circuitBreaker: "fragile" } } },
    },
  },
};

/** Starts an app whose sidecar has faults that none of ours has, and lets it do what it may not. */
export async function startOddProbe(platform: Platform): Promise<Probe> {
  const probe = await startProbe(platform, "odd", TASK_UPDATES.name, RESOURCES);
  await refused(platform, probe.sidecar.port, "/invoke/chat-api/method/api/tasks");
  return probe;
}

/** Asks a sidecar for what it refuses. */
export async function refused(platform: Platform, sidecarPort: number, path: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${sidecarPort}/v1.0${path}`, {
    method: "POST",
    headers: { "dapr-api-token": platform.secrets.daprApiToken, "content-type": "application/json" },
    body: "{}",
  });
  if (response.ok) throw new Error(`${path} was not refused: ${response.status}`);
}
