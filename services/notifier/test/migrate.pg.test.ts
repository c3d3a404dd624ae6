import { expect, test } from "vitest";
import { createTestDatabase } from "../../../test/support/postgres-database.ts";
import { runJob, said } from "../../../test/support/run-job.ts";

test("the job makes the whole schema, given nothing but its address, and then ends", async () => {
  const { url, pool } = await createTestDatabase();
  const outcome = await runJob(new URL("../src/migrate.ts", import.meta.url), { DATABASE_URL: url });
  expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
  expect(said(outcome, "info").at(-1)).toBe("the schema is up to date");
  for (const table of ["inbox", "delivery"]) await pool.query(`SELECT FROM ${table}`);
});
