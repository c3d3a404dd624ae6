import { asAdmin } from "@punctual/setup/postgres/connect";
import { ensureRoles } from "@punctual/setup/postgres/roles";
import { describe, expect, test } from "vitest";
import { recordProgress } from "../support/progress.ts";
import { type AdminKind, connect, newServer, type Server } from "../support/server.ts";

async function setUp(server: Server, wanted = server.wanted, progress = recordProgress()) {
  await asAdmin(server.adminUrl, (client) => ensureRoles(client, wanted, progress));
  return progress;
}

/** Sets up, and connects as both roles. */
async function bothRoles(server: Server) {
  await setUp(server);
  const { roles, passwords, urlOf } = server;
  return {
    tasks: await connect(urlOf(roles.tasks, passwords.tasks)),
    notes: await connect(urlOf(roles.notes, passwords.notes)),
  };
}

const KINDS: readonly AdminKind[] = ["superuser", "owner", "guest"];

describe.for(KINDS)("with a %s", (kind) => {
  test("each role makes its tables in a schema of its own, without naming it", async () => {
    const server = await newServer(kind);
    const { tasks, notes } = await bothRoles(server);
    for (const role of [tasks, notes]) await role.query("CREATE TABLE thing ()");
    const made = await server.sql("SELECT schemaname, tableowner FROM pg_tables WHERE tablename = 'thing'");
    expect(new Set(made)).toEqual(
      new Set([
        { schemaname: server.roles.tasks, tableowner: server.roles.tasks },
        { schemaname: server.roles.notes, tableowner: server.roles.notes },
      ]),
    );
  });

  test("no role sees another's tables, or makes some in public", async () => {
    const server = await newServer(kind);
    const { tasks, notes } = await bothRoles(server);
    await tasks.query("CREATE TABLE thing ()");
    await tasks.query("GRANT SELECT ON thing TO PUBLIC");
    await expect(notes.query(`SELECT FROM ${server.roles.tasks}.thing`)).rejects.toThrow(
      `permission denied for schema ${server.roles.tasks}`,
    );
    await expect(notes.query("CREATE TABLE public.thing ()")).rejects.toThrow("permission denied for schema");
  });

  test("roles find what search needs", async () => {
    const { tasks } = await bothRoles(await newServer(kind));
    const { rows } = await tasks.query("SELECT similarity('punctual', 'punctual') AS same");
    expect(rows).toEqual([{ same: 1 }]);
  });

  test("again, it makes nothing and takes nothing away", async () => {
    const server = await newServer(kind);
    const { tasks } = await bothRoles(server);
    await tasks.query("CREATE TABLE thing ()");
    const { infos } = await setUp(server);
    expect(infos).toEqual([
      `set the password of role ${server.roles.tasks}`,
      `set the password of role ${server.roles.notes}`,
    ]);
    await expect(tasks.query("SELECT FROM thing")).resolves.toMatchObject({ rowCount: 0 });
  });

  test("a password that changed takes the old one's place", async () => {
    const server = await newServer(kind);
    const { roles, passwords, urlOf } = server;
    await setUp(server);
    const rotated = { ...server.wanted.passwords, [roles.tasks]: "rotated" };
    await setUp(server, { ...server.wanted, passwords: rotated });
    await connect(urlOf(roles.tasks, "rotated"));
    await connect(urlOf(roles.notes, passwords.notes));
    await expect(connect(urlOf(roles.tasks, passwords.tasks))).rejects.toThrow("authentication failed");
  });

  test("two at a time don't trip over each other", async () => {
    const server = await newServer(kind);
    await Promise.all([setUp(server), setUp(server), setUp(server)]);
    await connect(server.urlOf(server.roles.tasks, server.passwords.tasks));
  });
});

test.for(["superuser", "owner"] as const)("a %s lets nobody else connect", async (kind) => {
  const server = await newServer(kind);
  const { warnings } = await setUp(server);
  const stranger = await server.addRole(`stranger_${server.roles.tasks}`);
  await expect(connect(stranger)).rejects.toThrow("permission denied for database");
  expect(warnings).toEqual([]);
});

test.for(["superuser", "owner"] as const)("a %s puts schema public right", async (kind) => {
  const server = await newServer(kind);
  await server.sql("GRANT CREATE ON SCHEMA public TO PUBLIC");
  await server.sql("REVOKE USAGE ON SCHEMA public FROM PUBLIC");
  const { tasks } = await bothRoles(server);
  await tasks.query("SELECT similarity('a', 'a')");
  await expect(tasks.query("CREATE TABLE public.thing ()")).rejects.toThrow("permission denied for schema");
});

test("a guest, who may not close the database, says who may, and how", async () => {
  const { warnings } = await setUp(await newServer("guest"));
  expect(warnings).toEqual([
    expect.stringMatching(
      /^every role may connect .+ its owner postgres can end that: REVOKE ALL ON DATABASE "\w+" FROM PUBLIC$/,
    ),
  ]);
});

test("an admin who isn't a superuser can't act as the roles it made", async () => {
  const server = await newServer("owner");
  await setUp(server);
  const admin = await connect(server.adminUrl);
  await expect(admin.query(`SET ROLE ${server.roles.tasks}`)).rejects.toThrow("permission denied");
});

test("an admin whom the server lets inherit from roles it makes, but not act as them, makes schemas too", async () => {
  const server = await newServer("owner");
  const admin = new URL(server.adminUrl).username;
  await server.sql(`ALTER ROLE ${admin} SET createrole_self_grant TO 'inherit'`);
  await setUp(server);
  await connect(server.urlOf(server.roles.tasks, server.passwords.tasks));
});

describe("refuses, leaving nothing behind,", () => {
  async function refusal(server: Server): Promise<unknown> {
    const before = await server.sql("SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)", [
      [...Object.keys(server.wanted.passwords), server.people],
    ]);
    const error = await setUp(server).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const after = await server.sql("SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)", [
      [...Object.keys(server.wanted.passwords), server.people],
    ]);
    expect(after).toEqual(before);
    return error;
  }

  test("an admin who may not make roles, and says what would help", async () => {
    const server = await newServer("superuser");
    const name = `nobody_${server.roles.tasks}`;
    const adminUrl = await server.addRole(name);
    expect(await refusal({ ...server, adminUrl })).toMatchObject({
      message: `role ${name} may not make roles; a superuser can let it: ALTER ROLE "${name}" CREATEROLE`,
    });
  });

  test("an admin who may not make schemas, and says what would help", async () => {
    const server = await newServer("superuser");
    const name = `rolemaker_${server.roles.tasks}`;
    const adminUrl = await server.addRole(name, "CREATEROLE");
    expect(await refusal({ ...server, adminUrl })).toMatchObject({
      message: expect.stringMatching(
        /^role \w+ may not make schemas .+ its owner postgres .+: GRANT CREATE ON DATABASE "\w+" TO "\w+"$/,
      ),
    });
  });

  test("a database that doesn't keep all letters, and says how to make one that does", async () => {
    const server = await newServer("superuser");
    const adminUrl = new URL(server.adminUrl);
    const name = `ascii_${server.roles.tasks}`;
    adminUrl.pathname = `/${name}`;
    await server.sql(
      `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'`,
    );
    expect(await refusal({ ...server, adminUrl: adminUrl.href })).toMatchObject({
      message:
        `database ${name} keeps text as SQL_ASCII, and names and searches need UTF8; make another and name it instead: ` +
        "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'",
    });
    await server.sql(`DROP DATABASE ${name}`);
  });

  test("a role that somebody else made, and names it", async () => {
    const server = await newServer("owner");
    await server.addRole(server.roles.notes);
    expect(await refusal(server)).toMatchObject({
      message: `role ${server.roles.notes} can't be given its password`,
      cause: { message: expect.stringContaining("permission denied") },
    });
  });

  test("a schema that is somebody else's", async () => {
    const server = await newServer("superuser");
    await server.sql(`CREATE SCHEMA ${server.roles.notes}`);
    expect(await refusal(server)).toMatchObject({
      message: expect.stringContaining(`schema ${server.roles.notes} belongs to role postgres`),
    });
  });

  test("a role that may see every schema", async () => {
    const server = await newServer("superuser");
    await server.addRole(server.roles.notes, "SUPERUSER");
    expect(await refusal(server)).toMatchObject({
      message: expect.stringContaining(`role ${server.roles.notes} may more than it should`),
    });
  });

  test("a schema that another role may use", async () => {
    const server = await newServer("superuser");
    await setUp(server);
    await server.sql(`GRANT USAGE ON SCHEMA ${server.roles.tasks} TO ${server.roles.notes}`);
    expect(await refusal(server)).toMatchObject({
      message: expect.stringContaining(`role ${server.roles.notes} may use schema ${server.roles.tasks}`),
    });
  });

  test("a schema public that roles may not use, where only its owner can change that", async () => {
    const server = await newServer("guest");
    await server.sql("REVOKE USAGE ON SCHEMA public FROM PUBLIC");
    expect(await refusal(server)).toMatchObject({
      message: expect.stringContaining(`role ${server.roles.tasks} may not use schema public`),
    });
  });

  test("a database that roles may not enter, where only its owner can change that", async () => {
    const server = await newServer("guest");
    const [row] = await server.sql<{ name: string }>("SELECT current_database() AS name");
    await server.sql(`REVOKE ALL ON DATABASE ${row?.name} FROM PUBLIC`);
    await server.sql(`GRANT CONNECT ON DATABASE ${row?.name} TO ${new URL(server.adminUrl).username}`);
    expect(await refusal(server)).toMatchObject({
      message: expect.stringContaining(`role ${server.roles.tasks} may not connect to database`),
    });
  });

  test("a schema public in which everybody may create, where only its owner can change that", async () => {
    const server = await newServer("guest");
    await server.sql("GRANT CREATE ON SCHEMA public TO PUBLIC");
    expect(await refusal(server)).toMatchObject({
      message: expect.stringContaining(`role ${server.roles.tasks} may create in schema public`),
    });
  });

  test("the extension in another schema, and says what would help", async () => {
    const server = await newServer("owner");
    await server.sql("CREATE SCHEMA elsewhere");
    await server.sql("CREATE EXTENSION pg_trgm WITH SCHEMA elsewhere");
    expect(await refusal(server)).toMatchObject({
      message: expect.stringContaining("ALTER EXTENSION pg_trgm SET SCHEMA public"),
    });
  });
});
