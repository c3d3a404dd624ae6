import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PartContext } from "./context.ts";
import { childEnv } from "./env.ts";
import { answers } from "./http-health.ts";
import type { Part } from "./part.ts";
import type { ServiceRow } from "./service.ts";

/** Folders of dapr/ that a laptop's sidecars load; they are not searched recursively. */
const RESOURCES = ["components", "subscriptions", "resiliency", "local"] as const;

/** The Dapr sidecar of a service. It exits when Kafka or PostgreSQL is away at its start; the supervisor restarts it. */
export function sidecarPart(row: ServiceRow, context: PartContext): Part {
  const { ports, paths, secrets, root } = context;
  const own = ports.sidecars[row.sidecar];
  const dapr = join(root, "dapr");
  return {
    name: `${row.appId}-dapr`,
    needs: ["sentry", "kafka", "postgres", "scheduler"],
    ports: [own.http, own.grpc, own.internalGrpc, own.metrics],
    logFormat: "dapr",
    kind: "infrastructure",
    stopWave: 1,
    stopSignal: "SIGTERM",
    async command() {
      return {
        file: context.tools.dapr.daprd,
        args: [
          ...["--app-id", row.appId],
          ...["--app-port", String(ports[row.portName])],
          ...["--dapr-http-port", String(own.http)],
          ...["--dapr-grpc-port", String(own.grpc)],
          ...["--dapr-internal-grpc-port", String(own.internalGrpc)],
          ...["--metrics-port", String(own.metrics)],
          ...["--dapr-listen-addresses", "127.0.0.1"],
          ...["--dapr-internal-grpc-listen-address", "127.0.0.1"],
          ...["--metrics-listen-address", "127.0.0.1"],
          ...RESOURCES.flatMap((folder) => ["--resources-path", join(dapr, folder)]),
          ...["--config", join(dapr, "configurations", `${row.appId}.yaml`)],
          ...["--config", join(dapr, "local", "configuration.yaml")],
          ...["--scheduler-host-address", `127.0.0.1:${ports.scheduler}`],
          ...["--placement-host-address", ""],
          "--enable-app-health-check",
          ...["--app-health-check-path", "/healthz/deliveries"],
          ...["--app-health-probe-interval", "1"],
          ...["--app-health-probe-timeout", "1000"],
          ...["--app-health-threshold", "3"],
          "--enable-mtls",
          ...["--sentry-address", `127.0.0.1:${ports.sentry}`],
          ...["--control-plane-trust-domain", "localhost"],
          ...["--dapr-graceful-shutdown-seconds", "2"],
          "--disable-builtin-k8s-secret-store",
          "--enable-metrics",
          "--log-as-json",
          ...["--log-level", context.logLevel],
        ],
        // dapr/local/kubernetes-secrets.yaml names its file relative to this.
        cwd: paths.dir,
        env: childEnv({
          NAMESPACE: "default",
          DAPR_HOST_IP: "127.0.0.1",
          DAPR_TRUST_ANCHORS: await readFile(join(paths.sentry, "ca.crt"), "utf8"),
          DAPR_API_TOKEN: secrets.daprApiToken,
          APP_API_TOKEN: secrets.appApiToken,
          PUNCTUAL_NAME_RESOLUTION_DB: paths.nameResolution,
        }),
      };
    },
    healthy: (signal) => answers(`http://127.0.0.1:${own.http}/v1.0/healthz`, 204, signal),
  };
}
