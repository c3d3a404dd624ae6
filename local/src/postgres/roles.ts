import pg from "pg";
import type { RoleName, Secrets } from "../data/secrets.ts";
import { SUPERUSER } from "./initialise.ts";

/** The one database of the platform. */
const DATABASE = "punctual";
const ROLES: readonly RoleName[] = ["chat_api", "notifier", "recurrence", "dapr_state"];

/** Runs statements as the superuser. */
export async function asSuperuser<T>(
  target: { port: number; secrets: Secrets; database: string },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port: target.port,
    user: SUPERUSER,
    password: target.secrets.postgres.superuser,
    database: target.database,
    connectionTimeoutMillis: 2000,
    query_timeout: 10_000,
  });
  // Without a listener, a server that goes away between two statements would end this process.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes the database, and for each service a role with a schema of its own name: PostgreSQL's search path puts a
 * role's own schema first, so a service needs no setting to stay in it and may touch no other. Repeatable.
 */
export async function ensureRoles(port: number, secrets: Secrets): Promise<void> {
  await asSuperuser({ port, secrets, database: "postgres" }, async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`);
  });
  await asSuperuser({ port, secrets, database: DATABASE }, async (client) => {
    await client.query("REVOKE ALL ON SCHEMA public FROM PUBLIC");
    // Search needs it, and only the superuser may be relied on to add it.
    await client.query("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public");
    await client.query("GRANT USAGE ON SCHEMA public TO PUBLIC");
    const { rows } = await client.query<{ rolname: string }>("SELECT rolname FROM pg_roles");
    const existing = new Set(rows.map((row) => row.rolname));
    for (const role of ROLES) {
      const verb = existing.has(role) ? "ALTER" : "CREATE";
      const password = client.escapeLiteral(secrets.postgres[role]);
      await client.query(
        `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${password}`,
      );
      await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${DATABASE} TO ${role}`);
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${role} AUTHORIZATION ${role}`);
    }
  });
}
