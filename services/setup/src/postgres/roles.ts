import type pg from "pg";
import type { Progress } from "../progress.ts";
import { type Admin, readAdmin, refuseUnlessAble } from "./admin.ts";
import { checkIsolation } from "./isolation.ts";
import { ensurePeopleRole, type PeopleRole } from "./people.ts";
import { ensureSchema } from "./schema.ts";

/** The roles that there must be. */
export interface WantedRoles {
  /** Those that log in: their passwords, by name. */
  readonly passwords: Readonly<Record<string, string>>;
  /** The one that doesn't, and which of the others takes it on. */
  readonly people: PeopleRole;
}

/**
 * Makes a role for each name in `passwords`, with a schema of its own name: PostgreSQL's search path puts a role's own
 * schema first, so a service needs no setting to stay in it, and it may touch no other. The extension that search
 * needs goes into `public`. Makes the people's role. Repeatable: a password that changed is set. All or nothing.
 *
 * @param client a connection to the services' database, as a superuser or as a role with CREATEROLE, and CREATE on it
 * @throws Error that says what the admin may not do, or what isn't as it must be and can't be put right from here
 */
export async function ensureRoles(
  client: pg.Client,
  { passwords, people }: WantedRoles,
  progress: Progress,
): Promise<void> {
  await client.query("BEGIN");
  try {
    // Two at a time would trip over each other's rows in the catalogue.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('punctual-setup'))");
    const admin = await readAdmin(client);
    refuseUnlessAble(admin);
    await closeDatabase(client, admin, progress);
    await addSearch(client, progress);
    for (const [role, password] of Object.entries(passwords)) {
      await ensureRole(client, role, password, progress);
      await ensureSchema(client, admin, role, progress);
    }
    await ensurePeopleRole(client, admin, people, progress);
    await checkIsolation(client, Object.keys(passwords), people);
    await client.query("COMMIT");
  } catch (error) {
    // Where even this fails, the connection is gone, and the transaction with it.
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** Lets in nobody but the roles below, as far as the admin may: both are the owner's to decide. */
async function closeDatabase(client: pg.Client, admin: Admin, progress: Progress): Promise<void> {
  const database = client.escapeIdentifier(admin.database);
  if (admin.public_enters && admin.owns_database) {
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    progress.info(`closed database ${admin.database} to other roles`);
  } else if (admin.public_enters) {
    progress.warn(
      `every role may connect to database ${admin.database}; its owner ${admin.database_owner} can end that: ` +
        `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
    );
  }
  if (admin.public_creates && admin.owns_public)
    await client.query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  if (!admin.public_uses && admin.owns_public) await client.query("GRANT USAGE ON SCHEMA public TO PUBLIC");
}

/** Trusted, so that whoever may create in the database may add it. */
async function addSearch(client: pg.Client, progress: Progress): Promise<void> {
  const { rows } = await client.query<{ schema: string }>(
    "SELECT extnamespace::regnamespace::text AS schema FROM pg_extension WHERE extname = 'pg_trgm'",
  );
  const schema = rows[0]?.schema;
  if (schema === "public") return;
  if (schema !== undefined) {
    throw new Error(
      `extension pg_trgm is in schema ${schema}, where services don't look for it: ALTER EXTENSION pg_trgm SET SCHEMA public`,
    );
  }
  await client.query("CREATE EXTENSION pg_trgm WITH SCHEMA public");
  progress.info("added extension pg_trgm");
}

async function ensureRole(
  client: pg.Client,
  role: string,
  password: string,
  progress: Progress,
): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  const name = client.escapeIdentifier(role);
  const credentials = `LOGIN PASSWORD ${client.escapeLiteral(password)}`;
  try {
    await client.query(
      rowCount === 0 ? `CREATE ROLE ${name} ${credentials}` : `ALTER ROLE ${name} ${credentials}`,
    );
  } catch (cause) {
    throw new Error(`role ${role} can't be ${rowCount === 0 ? "made" : "given its password"}`, { cause });
  }
  progress.info(rowCount === 0 ? `made role ${role}` : `set the password of role ${role}`);

  const database = await client.query<{ name: string; enters: boolean }>(
    `SELECT current_database() AS name, has_database_privilege($1, current_database(), 'CONNECT')
       AND has_database_privilege($1, current_database(), 'TEMPORARY') AS enters`,
    [role],
  );
  for (const row of database.rows) {
    if (row.enters) continue;
    await client.query(
      `GRANT CONNECT, TEMPORARY ON DATABASE ${client.escapeIdentifier(row.name)} TO ${name}`,
    );
  }
}
