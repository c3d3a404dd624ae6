import { randomUUID } from "node:crypto";
import type { WantedRoles } from "@punctual/setup/postgres/roles";
import pg from "pg";
import { onTestFinished } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";

/** Who sets up the database: a superuser, or somebody whom a superuser gave just enough. */
export type AdminKind = "superuser" | "owner" | "guest";

/** A database of a test's own, on the server that all share: hence names of roles that nobody else has. */
export interface Server {
  /** DSN of the admin. */
  readonly adminUrl: string;
  /** Names and passwords of the roles to make. */
  readonly passwords: Readonly<Record<"tasks" | "notes", string>>;
  readonly roles: { readonly tasks: string; readonly notes: string };
  /** The role that `tasks` takes on. */
  readonly people: string;
  /** All of these. */
  readonly wanted: WantedRoles;
  /** Runs a statement as the superuser. */
  sql<Row extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<Row[]>;
  /** Makes a role that may log in, with attributes such as CREATEROLE; gives its DSN. */
  addRole(name: string, attributes?: string): Promise<string>;
  /** DSN of a role. */
  urlOf(role: string, password: string): string;
}

const ADMIN_PASSWORD = "of the admin";

/**
 * Makes a database and its admin. An `owner` may make roles and owns the database, as in managed PostgreSQL; a `guest`
 * may make roles, and schemas in a database that is somebody else's.
 */
export async function newServer(kind: AdminKind): Promise<Server> {
  const { url, pool } = await createTestDatabase();
  const id = randomUUID().slice(0, 8);
  const roles = { tasks: `tasks_${id}`, notes: `notes_${id}` };
  const people = `people_${id}`;
  const passwords = { tasks: "it's 1", notes: "n2" };
  const database = new URL(url).pathname.slice(1);
  const urlOf: Server["urlOf"] = (role, password) => {
    const own = new URL(url);
    own.username = role;
    own.password = encodeURIComponent(password);
    return own.href;
  };
  const server: Server = {
    adminUrl: url,
    passwords,
    roles,
    people,
    wanted: {
      passwords: { [roles.tasks]: passwords.tasks, [roles.notes]: passwords.notes },
      people: { name: people, service: roles.tasks },
    },
    async sql<Row extends pg.QueryResultRow>(statement: string, values?: unknown[]) {
      return (await pool.query<Row>(statement, values)).rows;
    },
    async addRole(name, attributes = "") {
      await pool.query(`CREATE ROLE ${name} LOGIN ${attributes} PASSWORD '${ADMIN_PASSWORD}'`);
      return urlOf(name, ADMIN_PASSWORD);
    },
    urlOf,
  };
  if (kind === "superuser") return server;
  const admin = `admin_${id}`;
  const adminUrl = await server.addRole(admin, "CREATEROLE");
  await pool.query(
    kind === "owner"
      ? `ALTER DATABASE ${database} OWNER TO ${admin}`
      : `GRANT CREATE ON DATABASE ${database} TO ${admin}`,
  );
  return { ...server, adminUrl };
}

/** Connects as somebody, until the test is over. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // The database goes while a test that failed may still be connected.
  client.on("error", () => {});
  onTestFinished(() => client.end());
  await client.connect();
  return client;
}
