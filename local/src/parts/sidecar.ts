import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { appConsumes, consumedBy } from "../kafka/groups.ts";
import type { PartContext } from "./context.ts";
import { childEnv } from "./env.ts";
import { answers } from "./http-health.ts";
import type { Command, Part } from "./part.ts";
import type { SidecarPorts } from "./ports.ts";
import type { ServiceRow } from "./service.ts";

/** Folders of dapr/ that a laptop's sidecars load; they are not searched recursively. */
const RESOURCES = ["components", "subscriptions", "resiliency", "local"] as const;

/** Which app a sidecar is for, and where both are. */
export interface SidecarRun {
  readonly appId: string;
  readonly appPort: number;
  readonly ports: SidecarPorts;
  /** Laid out like the repository's dapr/. */
  readonly daprFolder: string;
}

/** What a sidecar needs of the platform it joins. */
export type SidecarContext = Pick<PartContext, "paths" | "secrets" | "ports" | "logLevel"> & {
  readonly tools: Pick<PartContext["tools"], "dapr">;
};

/** How daprd is run beside an app: confined to loopback, with an mTLS identity from the platform's sentry. */
export async function sidecarCommand(run: SidecarRun, context: SidecarContext): Promise<Command> {
  const { paths, ports, secrets } = context;
  const own = run.ports;
  const dapr = run.daprFolder;
  return {
    file: context.tools.dapr.daprd,
    args: [
      ...["--app-id", run.appId],
      ...["--app-port", String(run.appPort)],
      ...["--dapr-http-port", String(own.http)],
      ...["--dapr-grpc-port", String(own.grpc)],
      ...["--dapr-internal-grpc-port", String(own.internalGrpc)],
      ...["--metrics-port", String(own.metrics)],
      ...["--dapr-listen-addresses", "127.0.0.1"],
      ...["--dapr-internal-grpc-listen-address", "127.0.0.1"],
      ...["--metrics-listen-address", "127.0.0.1"],
      ...RESOURCES.flatMap((folder) => ["--resources-path", join(dapr, folder)]),
      ...["--config", join(dapr, "configurations", `${run.appId}.yaml`)],
      ...["--config", join(dapr, "local", "configuration.yaml")],
      ...["--scheduler-host-address", `127.0.0.1:${ports.scheduler}`],
      ...["--placement-host-address", ""],
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
}

/** The Dapr sidecar of a service. It exits when Kafka or PostgreSQL is away at its start; the supervisor restarts it. */
export function sidecarPart(row: ServiceRow, context: PartContext): Part {
  const { ports, root } = context;
  const own = ports.sidecars[row.sidecar];
  const run = { appId: row.appId, appPort: row.port(ports), ports: own, daprFolder: join(root, "dapr") };
  const consumed = consumedBy(row.appId, join(run.daprFolder, "subscriptions"));
  const nothing = consumed.topics.length + consumed.live.length === 0;
  // daprd calls itself healthy a few seconds before its consumer groups have their partitions.
  let consumes = nothing;
  return {
    name: `${row.appId}-dapr`,
    needs: ["sentry", "kafka", "postgres", "scheduler"],
    ports: [own.http, own.grpc, own.internalGrpc, own.metrics],
    logFormat: "dapr",
    kind: "infrastructure",
    stopWave: 1,
    stopSignal: "SIGTERM",
    command() {
      consumes = nothing;
      return sidecarCommand(run, context);
    },
    async check(signal) {
      await answers(`http://127.0.0.1:${own.http}/v1.0/healthz`, 204, signal);
      consumes ||= await appConsumes(ports.kafka, row.appId, consumed);
      if (!consumes) throw new Error("its consumer groups have no partitions yet");
    },
  };
}
