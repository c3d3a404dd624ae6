import { join } from "node:path";
import { APP_IDS, type AppId } from "@punctual/contracts/apps";
import { databaseUrl, type RoleName, tokenHash } from "../data/secrets.ts";
import type { PartContext } from "./context.ts";
import { CHAT_API_SETTINGS, childEnv, settingsIn } from "./env.ts";
import { answers } from "./http-health.ts";
import type { Part } from "./part.ts";
import type { Ports } from "./ports.ts";

/** V8 would let it grow to three times as much before it looks twice: memory that a laptop has other uses for. */
const SMALL_YOUNG_GENERATION = "--max-semi-space-size=8";

/** What differs between our services. */
export interface ServiceRow {
  readonly appId: AppId;
  readonly role: RoleName;
  /** Where it listens. */
  readonly port: (ports: Ports) => number;
  /** Its place among the sidecars' ports. */
  readonly sidecar: 0 | 1 | 2;
  /** Whether it keeps dead letters that can be listed and replayed. */
  readonly deadLetters: boolean;
}

/** One of our services, run from its sources. */
export function servicePart(row: ServiceRow, context: Omit<PartContext, "tools">): Part {
  const { ports, secrets, root } = context;
  const port = row.port(ports);
  return {
    name: row.appId,
    needs: ["postgres"],
    ports: [port],
    logFormat: "pino",
    kind: "service",
    stopWave: 1,
    stopSignal: "SIGTERM",
    async command() {
      return {
        file: process.execPath,
        args: [SMALL_YOUNG_GENERATION, join("services", row.appId, "src", "server.ts")],
        cwd: root,
        env: childEnv({
          HOST: "127.0.0.1",
          PORT: String(port),
          DATABASE_URL: databaseUrl(secrets, row.role, ports.postgres),
          DAPR_HTTP_PORT: String(ports.sidecars[row.sidecar].http),
          DAPR_API_TOKEN: secrets.daprApiToken,
          APP_API_TOKEN: secrets.appApiToken,
          LOG_LEVEL: context.logLevel,
          // Each arena that glibc makes for another thread keeps what it once had.
          MALLOC_ARENA_MAX: "2",
          NODE_COMPILE_CACHE: context.paths.compileCache,
          ...(row.appId === APP_IDS.notifier && {
            PUBLIC_URL: `http://127.0.0.1:${ports.chatApi}`,
            // It is the developer's own machine, and what they try webhooks with runs there.
            WEBHOOK_ALLOWED_NETWORKS: process.env.WEBHOOK_ALLOWED_NETWORKS ?? "127.0.0.0/8,::1/128",
          }),
          ...(row.appId === APP_IDS.chatApi && {
            PUBLIC_URL: `http://127.0.0.1:${port}`,
            BOOTSTRAP_USER_ID: "local",
            BOOTSTRAP_TOKEN_SHA256: tokenHash(secrets.userToken),
            ADMIN_TOKEN_SHA256: tokenHash(secrets.adminToken),
            ...settingsIn(process.env, CHAT_API_SETTINGS),
          }),
        }),
      };
    },
    check: (signal) => answers(`http://127.0.0.1:${port}/healthz`, 200, signal),
  };
}
