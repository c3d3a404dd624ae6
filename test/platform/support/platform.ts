import { dataPaths } from "@punctual/local/data/paths";
import { databaseUrl, type RoleName, readSecrets, type Secrets } from "@punctual/local/data/secrets";
import { readState } from "@punctual/local/data/state";
import { type Ports, portsFrom } from "@punctual/local/parts/ports";
import pg from "pg";
import { vi } from "vitest";
import { z } from "zod";
import { cliOk } from "./cli.ts";

/** What `status --json` prints. */
const platformStatus = z.strictObject({
  url: z.url(),
  mcp_url: z.url(),
  token: z.string(),
  data_dir: z.string(),
  parts: z.array(
    z.strictObject({
      name: z.string(),
      pid: z.int().nullable(),
      ports: z.array(z.int()),
      healthy: z.boolean(),
      restarts: z.int(),
    }),
  ),
});
/** What `status --json` prints. */
type PlatformStatus = z.infer<typeof platformStatus>;

/** A platform that runs, as tests see it. */
export interface Platform {
  readonly dataDir: string;
  readonly url: string;
  readonly ports: Ports;
  readonly secrets: Secrets;
  status(): Promise<PlatformStatus>;
  /** Sends a signal to a part's process. */
  signal(part: string, signal: NodeJS.Signals): Promise<void>;
  /** Keeps a part down while `work` goes on: kills it, and again whenever the supervisor brings it back. */
  whileDown<T>(part: string, work: () => Promise<T>): Promise<T>;
  /** Waits until a part (all, if none is named) is healthy, `restarts` times restarted at least. */
  healthy(part?: string, restarts?: number): Promise<void>;
  /** Runs one SQL statement as a service's role. */
  sql<Row extends pg.QueryResultRow>(role: RoleName, text: string, values?: unknown[]): Promise<Row[]>;
}

/** Takes hold of the platform that runs on a data folder. */
export function attachPlatform(dataDir: string): Platform {
  const paths = dataPaths(dataDir);
  const secrets = readSecrets(paths);
  const state = readState(paths);
  if (!secrets || !state) throw new Error(`no platform runs on ${dataDir}`);
  const ports = portsFrom(state.basePort);

  const status = async () =>
    platformStatus.parse(JSON.parse(await cliOk(dataDir, "status", "--json")) as unknown);
  const pidOf = (name: string) => readState(paths)?.parts[name]?.pid;
  return {
    dataDir,
    url: state.url,
    ports,
    secrets,
    status,
    async signal(name, signal) {
      const pid = pidOf(name);
      if (pid === undefined) throw new Error(`${name} doesn't run`);
      process.kill(pid, signal);
    },
    async whileDown(name, work) {
      const kill = () => {
        const pid = pidOf(name);
        if (pid === undefined || pid === killed) return;
        killed = pid;
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // It ended by itself: down is all that is asked for.
        }
      };
      let killed: number | undefined;
      kill();
      const again = setInterval(kill, 50);
      try {
        return await work();
      } finally {
        clearInterval(again);
      }
    },
    async healthy(name, restarts = 0) {
      await vi.waitFor(
        async () => {
          const parts = (await status()).parts.filter((part) => name === undefined || part.name === name);
          const not = parts.filter((part) => !part.healthy || part.restarts < restarts);
          if (parts.length === 0 || not.length > 0) {
            throw new Error(`not healthy yet: ${not.map((part) => part.name).join(", ")}`);
          }
        },
        { timeout: 60_000, interval: 250 },
      );
    },
    async sql(role, text, values) {
      const client = new pg.Client({ connectionString: databaseUrl(secrets, role, ports.postgres) });
      await client.connect();
      try {
        return (await client.query(text, values)).rows;
      } finally {
        await client.end();
      }
    },
  };
}
