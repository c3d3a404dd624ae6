import type { AppId } from "@punctual/contracts/apps";
import { DATABASE_CA } from "../platform/postgres/ca.ts";
import { appTokenSecret, daprTokenSecret } from "../platform/secret-names.ts";
import { PORT } from "./catalog.ts";

/** Ports of a sidecar, by the injector's defaults. */
export const SIDECAR_PORTS = { http: 3500, internalGrpc: 50002, metrics: 9090 } as const;

/**
 * Annotations that give a pod its `daprd` (docs.dapr.io, "Dapr arguments and annotations").
 *
 * No app health check: Dapr may lose a subscription for good with it (docs/decisions).
 */
export function sidecarAnnotations(appId: AppId): Record<string, string> {
  return {
    "dapr.io/enabled": "true",
    "dapr.io/app-id": appId,
    "dapr.io/app-port": String(PORT),
    "dapr.io/config": appId,
    "dapr.io/api-token-secret": daprTokenSecret(appId),
    "dapr.io/app-token-secret": appTokenSecret(appId),
    "dapr.io/log-as-json": "true",
    "dapr.io/enable-metrics": "true",
    "dapr.io/metrics-port": String(SIDECAR_PORTS.metrics),
    "dapr.io/volume-mounts": DATABASE_CA.sidecarMount,
    "dapr.io/sidecar-cpu-request": "50m",
    "dapr.io/sidecar-memory-request": "128Mi",
    "dapr.io/sidecar-memory-limit": "384Mi",
    // A namespace that enforces `restricted` refuses the pod without it.
    "dapr.io/sidecar-seccomp-profile-type": "RuntimeDefault",
  };
}
