import { DATABASE_ROLES } from "@punctual/contracts/names";
import { ensureRoles } from "@punctual/setup/postgres/roles";
import pg from "pg";
import type { Secrets } from "../data/secrets.ts";
import { SUPERUSER } from "./initialise.ts";

/** The one database of the platform. */
const DATABASE = "punctual";
/** Nobody waits for lines about what was made. */
const UNHEARD = { info() {}, warn() {} };

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

/** Makes the database, and in it the roles and schemas that a cluster's set-up makes. Repeatable. */
export async function ensureDatabase(port: number, secrets: Secrets): Promise<void> {
  await asSuperuser({ port, secrets, database: "postgres" }, async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
  const passwords = Object.fromEntries(DATABASE_ROLES.map((role) => [role, secrets.postgres[role]]));
  await asSuperuser({ port, secrets, database: DATABASE }, (client) =>
    ensureRoles(client, passwords, UNHEARD),
  );
}
