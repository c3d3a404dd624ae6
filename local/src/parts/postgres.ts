import { existsSync } from "node:fs";
import { postgresAccount } from "../postgres/account.ts";
import { asSuperuser, ensureDatabase } from "../postgres/database.ts";
import { initialise } from "../postgres/initialise.ts";
import { placePostgres } from "../postgres/place.ts";
import type { PartContext } from "./context.ts";
import { childEnv } from "./env.ts";
import type { Part } from "./part.ts";

/** Memory and listening: a laptop's share, loopback only, no socket file (its path could be too long or unreachable). */
function settings(port: number): string[] {
  return Object.entries({
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** PostgreSQL, which holds the truth of every service. */
export function postgresPart(context: PartContext): Part {
  const { ports, paths, secrets } = context;
  return {
    name: "postgres",
    needs: [],
    ports: [ports.postgres],
    logFormat: "postgres",
    kind: "infrastructure",
    stopWave: 4,
    // Fast shutdown: ends sessions instead of waiting for them.
    stopSignal: "SIGINT",
    async command(report) {
      const account = postgresAccount();
      const place = placePostgres(paths, context.tools.postgres, account);
      if (!existsSync(place.data)) report("makes an empty database cluster");
      await initialise(place, account, secrets.postgres.superuser);
      return {
        file: place.tools.postgres,
        args: ["-D", place.data, ...settings(ports.postgres)],
        cwd: place.data,
        env: childEnv({}),
        ...(account && { account }),
      };
    },
    check: () =>
      asSuperuser({ port: ports.postgres, secrets, database: "postgres" }, async (client) => {
        await client.query("SELECT 1");
      }),
    afterHealthy: () => ensureDatabase(ports.postgres, secrets),
  };
}
