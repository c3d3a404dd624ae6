import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PEOPLE_ROLE } from "@punctual/contracts/names";
import { wholeReasonOf } from "@punctual/service-kit/errors";
import { migrate } from "@punctual/service-kit/migrate";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase, silent } from "../../../test/support/postgres-database.ts";

const MODEL = new URL("../migrations/0002_model.sql", import.meta.url);

test("without the people's role the migration changes nothing, and says how to make it", async () => {
  const { url, pool } = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), "punctual-migrations-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  // The role is there for all tests of this server: the migration is made to look for one that isn't.
  const file = join(directory, "0002_model.sql");
  const sql = await readFile(MODEL, "utf8");
  await writeFile(file, sql.replaceAll(PEOPLE_ROLE, "nobodys_people"));

  const failure: unknown = await migrate(url, [{ directory, table: "migrations" }], silent).catch(
    (thrown: unknown) => thrown,
  );
  expect(wholeReasonOf(failure)).toBe(
    "the role nobodys_people is missing: run set-up again, or as an administrator: " +
      "CREATE ROLE nobodys_people NOLOGIN; GRANT nobodys_people TO postgres",
  );
  const { rows } = await pool.query("SELECT name FROM migrations");
  expect(rows).toEqual([]);
  const made = await pool.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  expect(made.rows).toEqual([{ tablename: "migrations" }]);
});
