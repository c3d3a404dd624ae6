import { asAdmin } from "@punctual/setup/postgres/connect";
import { ensureRoles } from "@punctual/setup/postgres/roles";
import { describe, expect, test } from "vitest";
import { recordProgress } from "../support/progress.ts";
import { type AdminKind, connect, newServer, type Server } from "../support/server.ts";

async function setUp(server: Server) {
  const progress = recordProgress();
  await asAdmin(server.adminUrl, (client) => ensureRoles(client, server.wanted, progress));
  return progress;
}

const asTasks = (server: Server) => connect(server.urlOf(server.roles.tasks, server.passwords.tasks));
const asNotes = (server: Server) => connect(server.urlOf(server.roles.notes, server.passwords.notes));

/** What set-up says against the server as it is; undefined where it goes through. */
async function refusal(server: Server): Promise<string | undefined> {
  return setUp(server).then(
    () => undefined,
    (thrown: Error) => thrown.message,
  );
}

const KINDS: readonly AdminKind[] = ["superuser", "owner", "guest"];

describe.for(KINDS)("the people's role, made by a %s,", (kind) => {
  test("is taken on by its service, and by no other", async () => {
    const server = await newServer(kind);
    await setUp(server);
    const [tasks, notes] = [await asTasks(server), await asNotes(server)];
    await tasks.query(`SET ROLE ${server.people}`);
    const { rows } = await tasks.query("SELECT current_user AS role");
    expect(rows).toEqual([{ role: server.people }]);
    await expect(notes.query(`SET ROLE ${server.people}`)).rejects.toThrow("permission denied to set role");
  });

  test("is never what its service is without taking it on", async () => {
    const server = await newServer(kind);
    await setUp(server);
    const [inherits] = await server.sql("SELECT pg_has_role($1, $2, 'USAGE') AS inherits", [
      server.roles.tasks,
      server.people,
    ]);
    expect(inherits).toEqual({ inherits: false });
  });

  test("can't log in", async () => {
    const server = await newServer(kind);
    await setUp(server);
    await expect(connect(server.urlOf(server.people, ""))).rejects.toThrow();
    const [role] = await server.sql(
      "SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = $1",
      [server.people],
    );
    expect(role).toEqual({ rolcanlogin: false, rolsuper: false, rolbypassrls: false });
  });

  test("sees just what its service gives it, and of that the rows that policies show", async () => {
    const server = await newServer(kind);
    await setUp(server);
    const tasks = await asTasks(server);
    await tasks.query(`CREATE TABLE thing (user_id text); CREATE TABLE hidden ();
      INSERT INTO thing VALUES ('ada'), ('bob');
      ALTER TABLE thing ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON thing TO ${server.people} USING (user_id = current_setting('punctual.user_id'));
      GRANT USAGE ON SCHEMA ${server.roles.tasks} TO ${server.people};
      GRANT SELECT ON thing TO ${server.people}`);
    const ownersView = await tasks.query("SELECT FROM thing");
    expect(ownersView.rowCount).toBe(2);
    await tasks.query(`SET ROLE ${server.people}; SET punctual.user_id = 'ada'`);
    const { rows } = await tasks.query(`SELECT user_id FROM ${server.roles.tasks}.thing`);
    expect(rows).toEqual([{ user_id: "ada" }]);
    await expect(tasks.query(`SELECT FROM ${server.roles.tasks}.hidden`)).rejects.toThrow(
      "permission denied for table",
    );
    await expect(tasks.query(`CREATE TABLE ${server.roles.tasks}.mine ()`)).rejects.toThrow(
      "permission denied for schema",
    );
  });

  test("comes to a database that an earlier version set up, and is made once", async () => {
    const server = await newServer(kind);
    await setUp(server);
    await server.sql(`DROP ROLE ${server.people}`);
    const made = [
      `made role ${server.people}`,
      `let role ${server.roles.tasks} take on role ${server.people}`,
    ];
    expect((await setUp(server)).infos).toEqual(expect.arrayContaining(made));
    expect((await setUp(server)).infos).not.toEqual(
      expect.arrayContaining([expect.stringContaining(server.people)]),
    );
    await (await asTasks(server)).query(`SET ROLE ${server.people}`);
  });
});

test("a role that was made by hand is put right: no login, nothing inherited", async () => {
  const server = await newServer("superuser");
  await setUp(server);
  await server.sql(`REVOKE ${server.people} FROM ${server.roles.tasks}`);
  await server.sql(`ALTER ROLE ${server.roles.tasks} INHERIT`);
  await server.sql(`ALTER ROLE ${server.people} LOGIN PASSWORD 'by hand'`);
  await server.sql(`GRANT ${server.people} TO ${server.roles.tasks}`);
  await setUp(server);
  await expect(connect(server.urlOf(server.people, "by hand"))).rejects.toThrow();
  const [state] = await server.sql("SELECT pg_has_role($1, $2, 'USAGE') AS inherits", [
    server.roles.tasks,
    server.people,
  ]);
  expect(state).toEqual({ inherits: false });
});

test("an admin who may not give the role away is told which role to whom", async () => {
  const server = await newServer("owner");
  await server.sql(`CREATE ROLE ${server.people} SUPERUSER NOLOGIN`);
  expect(await refusal(server)).toBe(`role ${server.roles.tasks} can't be let take on role ${server.people}`);
});

describe("set-up refuses a people's role that", () => {
  const HOLES: readonly (readonly [string, (server: Server) => string, (server: Server) => string])[] = [
    [
      "owns something",
      ({ people }) =>
        `CREATE TABLE public.of_${people} (); ALTER TABLE public.of_${people} OWNER TO ${people}`,
      ({ people }) => `role ${people} owns something`,
    ],
    [
      "passes row-level security",
      ({ people }) => `ALTER ROLE ${people} BYPASSRLS`,
      ({ people }) => `role ${people} may more than it should`,
    ],
    [
      "is a member of another",
      ({ people, roles }) => `GRANT ${roles.notes} TO ${people}`,
      ({ people, roles }) => `role ${people} is a member of role ${roles.notes}`,
    ],
    [
      "another service may take on",
      ({ people, roles }) => `GRANT ${people} TO ${roles.notes}`,
      ({ people, roles }) => `role ${roles.notes} may act as role ${people}`,
    ],
    [
      "may use another service's schema",
      ({ people, roles }) => `GRANT USAGE ON SCHEMA ${roles.notes} TO ${people}`,
      ({ people, roles }) => `role ${people} may use schema ${roles.notes}`,
    ],
    [
      "may create tables",
      ({ people, roles }) => `GRANT USAGE, CREATE ON SCHEMA ${roles.tasks} TO ${people}`,
      ({ people, roles }) => `role ${people} may create in schema ${roles.tasks}`,
    ],
  ];

  test.for(HOLES)("%s", async ([, hole, problem]) => {
    const server = await newServer("superuser");
    await setUp(server);
    await server.sql(hole(server));
    expect(await refusal(server)).toContain(problem(server));
  });

  test("is none: using its own service's schema is what it is for", async () => {
    const server = await newServer("superuser");
    await setUp(server);
    await server.sql(`GRANT USAGE ON SCHEMA ${server.roles.tasks} TO ${server.people}`);
    expect(await refusal(server)).toBeUndefined();
  });
});
