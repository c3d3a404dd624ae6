import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
import pg from "pg";
import type { Logger } from "pino";

/** A folder of numbered SQL migrations, and the table that remembers which of them ran. */
export interface Migrations {
  readonly directory: string;
  readonly table: string;
}

function ofKit(name: string): Migrations {
  return {
    directory: fileURLToPath(new URL(`../migrations/${name}`, import.meta.url)),
    table: `migrations_${name}`,
  };
}

/** A service's own migrations: the folder `migrations` beside the folder of the module at `moduleUrl`. */
export function migrationsBeside(moduleUrl: string): Migrations {
  return { directory: fileURLToPath(new URL("../migrations", moduleUrl)), table: "migrations" };
}

/** Tables of the outbox: for a service that publishes. */
export const outboxMigrations = ofKit("outbox");
/** Tables of the inbox and of dead letters: for a service that consumes. */
export const consumerMigrations = ofKit("consumer");

// Any constant will do; it only has to be the same in all replicas of a service (locks are per database, so the
// schema's name is mixed in).
const LOCK = "punctual-migrations";

/**
 * Brings the schema of the connecting role up to date, forward only. Replicas that start at the same time wait for
 * each other. Needs a direct connection: a pooler that hands out a session per transaction drops the lock.
 */
export async function migrate(
  databaseUrl: string,
  all: readonly Migrations[],
  logger: Logger,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // The query in hand rejects too; without a listener, this would end the process before it can say what it was doing.
  client.on("error", (error) => logger.error({ err: error }, "the connection was lost while migrating"));
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext($1), hashtext(current_schema()))", [LOCK]);
    const { rows } = await client.query<{ schema: string }>("SELECT current_schema() AS schema");
    const schema = rows[0]?.schema;
    if (!schema)
      throw new Error("the database role has no schema of its own; create one with the role's name");
    for (const { directory, table } of all) {
      const ran = await runner({
        dbClient: client,
        dir: directory,
        direction: "up",
        migrationsTable: table,
        migrationsSchema: schema,
        schema,
        checkOrder: true,
        noLock: true,
        singleTransaction: true,
        log: (message) => logger.debug(message),
      });
      for (const { name } of ran) logger.info({ migration: name, table }, "migrated");
    }
    logger.info({ schema }, "the schema is up to date");
  } finally {
    await client.end();
  }
}
