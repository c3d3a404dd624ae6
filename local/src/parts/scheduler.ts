import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PartContext } from "./context.ts";
import { childEnv } from "./env.ts";
import { answers } from "./http-health.ts";
import type { Part } from "./part.ts";

/** With mTLS, the certificate that sentry gives the scheduler allows no other id. */
const ID = "dapr-scheduler-server-0";

/** Dapr's scheduler, with its embedded etcd: keeps the jobs that fire reminders. */
export function schedulerPart(context: PartContext): Part {
  const { ports, paths } = context;
  return {
    name: "scheduler",
    needs: ["sentry"],
    ports: [ports.scheduler, ports.etcdClient, ports.etcdPeer, ports.schedulerHealth],
    logFormat: "dapr",
    kind: "infrastructure",
    stopWave: 2,
    stopSignal: "SIGTERM",
    async command() {
      mkdirSync(paths.scheduler, { recursive: true, mode: 0o700 });
      // Where it writes its private key: by default in the machine's temporary folder, where another platform or user
      // would share it. It leaves a folder there at each start.
      const identity = join(paths.scheduler, "identity");
      rmSync(identity, { recursive: true, force: true });
      return {
        file: context.tools.dapr.scheduler,
        args: [
          ...["--mode", "standalone"],
          `--id=${ID}`,
          ...["--port", String(ports.scheduler)],
          "--listen-address=127.0.0.1",
          `--override-broadcast-host-port=127.0.0.1:${ports.scheduler}`,
          ...["--etcd-data-dir", join(paths.scheduler, "etcd")],
          ...["--etcd-client-port", String(ports.etcdClient)],
          `--etcd-initial-cluster=${ID}=https://127.0.0.1:${ports.etcdPeer}`,
          "--tls-enabled",
          ...["--trust-anchors-file", join(paths.sentry, "ca.crt")],
          ...["--identity-directory-write", join(identity, "tls")],
          ...["--trust-domain", "localhost"],
          ...["--sentry-address", `127.0.0.1:${ports.sentry}`],
          ...["--healthz-port", String(ports.schedulerHealth)],
          // 1.16.0 ignores its listen address: it would be open to the network, and nobody reads it here.
          "--enable-metrics=false",
          "--log-as-json",
          ...["--log-level", context.logLevel],
        ],
        cwd: paths.scheduler,
        env: childEnv({ NAMESPACE: "default" }),
      };
    },
    check: (signal) => answers(`http://127.0.0.1:${ports.schedulerHealth}/healthz`, 200, signal),
  };
}
