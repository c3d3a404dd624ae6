import { PEOPLE_ROLE } from "@punctual/contracts/names";
import type pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";
import { migrations } from "../../src/migrations.ts";
import { asPerson } from "../../src/store/unit-of-work.ts";

const { pool } = await createTestDatabase(migrations);

/** What a statement that forgets to say whose rows it means finds, for a person. */
async function titlesFor(userId: string, statement: string): Promise<readonly string[]> {
  return asPerson(pool, userId, async ({ db }) => {
    const { rows } = await db.query<{ title: string }>(statement);
    return rows.map(({ title }) => title);
  });
}

beforeAll(async () => {
  await pool.query(
    "INSERT INTO task (user_id, title, notes, priority) VALUES ('ada', 'of ada', '', 'none'), ('bob', 'of bob', '', 'none')",
  );
});

describe("a statement that forgets whose rows it means", () => {
  test("reads the person's own", async () => {
    expect(await titlesFor("ada", "SELECT title FROM task")).toEqual(["of ada"]);
    expect(await titlesFor("bob", "SELECT title FROM task")).toEqual(["of bob"]);
  });

  test("changes the person's own", async () => {
    expect(await titlesFor("ada", "UPDATE task SET notes = 'x' RETURNING title")).toEqual(["of ada"]);
  });

  test("deletes the person's own", async () => {
    const deleted = asPerson(pool, "ada", async ({ db }) => {
      const { rowCount } = await db.query("DELETE FROM task");
      throw new Error(`rolled back after ${rowCount}`);
    });
    await expect(deleted).rejects.toThrow("rolled back after 1");
  });

  test("can't write for somebody else, or give a row away", async () => {
    const forbidden = "violates row-level security policy";
    await expect(
      titlesFor("ada", "INSERT INTO task (user_id, title, notes, priority) VALUES ('bob', '', '', 'none')"),
    ).rejects.toThrow(forbidden);
    await expect(titlesFor("ada", "UPDATE task SET user_id = 'bob'")).rejects.toThrow(forbidden);
  });

  test("finds nothing where nobody asks", async () => {
    const client = await pool.connect();
    try {
      await client.query(`BEGIN; SET LOCAL ROLE ${PEOPLE_ROLE}`);
      expect((await client.query("SELECT FROM task")).rowCount).toBe(0);
      await client.query("ROLLBACK");
    } finally {
      client.release();
    }
  });
});

test("a connection is nobody's again after the transaction, also after a failed one", async () => {
  const seen: (pg.PoolClient | undefined)[] = [];
  await asPerson(pool, "ada", async ({ db }) => seen.push(db));
  await asPerson(pool, "ada", async ({ db }) => {
    seen.push(db);
    await db.query("SELECT nonsense");
  }).catch(() => undefined);
  expect(seen).toHaveLength(2);
  const client = await pool.connect();
  try {
    const { rows } = await client.query(
      "SELECT current_user = session_user AS oneself, current_setting('punctual.user_id', true) AS person",
    );
    expect(seen).toContain(client);
    expect(rows).toEqual([{ oneself: true, person: "" }]);
  } finally {
    client.release();
  }
});

/** Tables and views of which people may read or write anything, with whether policies hold for them. */
const WITHIN_REACH = `
  SELECT relname AS name, relrowsecurity AS secured,
    (SELECT bool_and(coalesce(qual, with_check) LIKE '%person()%') FROM pg_policies
      WHERE tablename = relname AND schemaname = current_schema()) AS by_person
  FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
    -- What an extension brings is the server's: pg_stat_statements and the like.
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
    AND (has_any_column_privilege($1, oid, 'SELECT, INSERT, UPDATE')
      OR has_table_privilege($1, oid, 'DELETE, TRUNCATE'))
  ORDER BY 1`;

test("whatever people may touch is held by a policy that asks who they are", async () => {
  const { rows } = await pool.query<{ name: string; secured: boolean; by_person: boolean | null }>(
    WITHIN_REACH,
    [PEOPLE_ROLE],
  );
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(["change", "project", "tag", "task"]));
  expect(rows.filter(({ secured, by_person }) => !secured || !by_person)).toEqual([]);
});
