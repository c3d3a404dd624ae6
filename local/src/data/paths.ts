import { join, resolve } from "node:path";

/** The clone that this file is in. */
export const ROOT = resolve(import.meta.dirname, "../../..");

/** Where one platform keeps its things; absolute. */
export interface DataPaths {
  readonly dir: string;
  /** All generated secrets, mode 0600. */
  readonly secrets: string;
  /** The user's bearer token alone, mode 0600, for `$(cat ...)`. */
  readonly token: string;
  /** What Dapr's local `kubernetes-secrets` store answers from, mode 0600. */
  readonly daprSecrets: string;
  readonly state: string;
  /** Held by the one supervisor that may use this folder. */
  readonly lock: string;
  readonly logs: string;
  readonly postgres: string;
  readonly kafka: string;
  readonly sentry: string;
  readonly scheduler: string;
  readonly prometheus: string;
  readonly grafana: string;
  readonly nameResolution: string;
  /** Compiled services: without it, each start carries Node's TypeScript compiler, 30 MB of memory a service. */
  readonly compileCache: string;
}

/** Names the files in a data folder; touches nothing. */
export function dataPaths(dir: string): DataPaths {
  const absolute = resolve(dir);
  return {
    dir: absolute,
    secrets: join(absolute, "secrets.json"),
    token: join(absolute, "token"),
    daprSecrets: join(absolute, "dapr-secrets.json"),
    state: join(absolute, "state.json"),
    lock: join(absolute, "supervisor.lock"),
    logs: join(absolute, "logs"),
    postgres: join(absolute, "postgres"),
    kafka: join(absolute, "kafka"),
    sentry: join(absolute, "sentry"),
    scheduler: join(absolute, "scheduler"),
    prometheus: join(absolute, "prometheus"),
    grafana: join(absolute, "grafana"),
    nameResolution: join(absolute, "names.db"),
    compileCache: join(absolute, "compile-cache"),
  };
}

/** The log of one part, or of the supervisor itself. */
export function logFile(paths: DataPaths, part: string): string {
  return join(paths.logs, `${part}.log`);
}
