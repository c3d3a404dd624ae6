import { PEOPLE_ROLE } from "@punctual/contracts/names";
import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { pool, person } = await startChatApi();
const [ada, bob] = await Promise.all([person(), person()]);
await ada.ask("POST", "/api/projects", { name: "secret" });
await ada.ask("POST", "/api/filters", { name: "secret", query: "status:open" });
await ada.add({ title: "secret", tags: ["secret"] });

interface Table {
  readonly name: string;
  readonly secured: boolean;
}
// Every table that the role may read and that says whose a row is: a new one is among them by itself.
const { rows: tables } = await pool.query<Table>(
  `SELECT c.relname AS name, c.relrowsecurity AS secured
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id'
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND has_table_privilege($1, c.oid, 'SELECT') ORDER BY 1`,
  [PEOPLE_ROLE],
);

/** Runs a statement as the people's role, as somebody or as nobody; nothing is kept. */
async function as(userId: string | undefined, text: string): Promise<number> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ path: string }>("SELECT current_schema() AS path");
    await client.query("BEGIN");
    await client.query(`SET LOCAL search_path TO "${rows[0]?.path}", public`);
    await client.query(`SET LOCAL ROLE ${PEOPLE_ROLE}`);
    if (userId !== undefined) await client.query("SELECT set_config('punctual.user_id', $1, true)", [userId]);
    return (await client.query(text)).rowCount ?? 0;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

test("the role that people are sees tasks, and what belongs to them", () => {
  const names = tables.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["task", "project", "tag", "task_tag", "change", "saved_filter"]),
  );
});

describe.each(tables)("$name", ({ name, secured }) => {
  const theirs = `user_id = '${ada.userId}'`;

  test("is secured by rows", () => {
    expect(secured).toBe(true);
  });

  test.each([
    ["somebody else", bob.userId],
    ["nobody", undefined],
  ])("shows nothing to %s, even where a query asks for it", async (_who, userId) => {
    expect(await as(userId, `SELECT FROM ${name} WHERE ${theirs}`)).toBe(0);
  });

  test("lets nobody else change or delete what is there", async () => {
    for (const statement of [
      `UPDATE ${name} SET user_id = user_id WHERE ${theirs}`,
      `DELETE FROM ${name} WHERE ${theirs}`,
    ]) {
      // Not being allowed to at all is as good.
      const changed = await as(bob.userId, statement).catch((error: { code?: string }) => {
        expect(error.code).toBe("42501");
        return 0;
      });
      expect(changed, statement).toBe(0);
    }
  });
});

test("Ada sees her own through the same door", async () => {
  for (const name of ["task", "project", "tag", "task_tag", "change", "saved_filter"]) {
    expect(await as(ada.userId, `SELECT FROM ${name}`), name).toBeGreaterThan(0);
  }
});

test("Bob can't put anything under Ada's name", async () => {
  const insert = `INSERT INTO project (user_id, name, name_key, position) VALUES ('${ada.userId}', 'x', 'x', 'a0')`;
  await expect(as(bob.userId, insert)).rejects.toMatchObject({ code: "42501" });
});
