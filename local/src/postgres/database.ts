import { DATABASE_ROLES } from "@punctual/contracts/names";
import { connected } from "@punctual/setup/postgres/connect";
import { PEOPLE } from "@punctual/setup/postgres/people";
import { ensureRoles } from "@punctual/setup/postgres/roles";
import type pg from "pg";
import type { Secrets } from "../data/secrets.ts";
import { SUPERUSER } from "./initialise.ts";

/** The one database of the platform. */
const DATABASE = "punctual";
/** Nobody waits for lines about what was made. */
const UNHEARD = { info() {}, warn() {} };

/** Runs statements as the superuser. */
export function asSuperuser<T>(
  target: { port: number; secrets: Secrets; database: string },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const config = {
    host: "127.0.0.1",
    port: target.port,
    user: SUPERUSER,
    password: target.secrets.postgres.superuser,
    database: target.database,
    connectionTimeoutMillis: 2000,
    query_timeout: 10_000,
  };
  return connected(config, work);
}

/** Makes the database, and in it the roles and schemas that a cluster's set-up makes. Repeatable. */
export async function ensureDatabase(port: number, secrets: Secrets): Promise<void> {
  await asSuperuser({ port, secrets, database: "postgres" }, async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
  const passwords = Object.fromEntries(DATABASE_ROLES.map((role) => [role, secrets.postgres[role]]));
  await asSuperuser({ port, secrets, database: DATABASE }, (client) =>
    ensureRoles(client, { passwords, people: PEOPLE }, UNHEARD),
  );
}
