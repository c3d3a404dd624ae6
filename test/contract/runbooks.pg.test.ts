import { migrations as chatApi } from "@punctual/chat-api/migrations";
import { SERVICE_ROLES } from "@punctual/contracts/names";
import { migrations as notifier } from "@punctual/notifier/migrations";
import { RUNBOOKS } from "@punctual/observability/runbooks";
import { migrations as recurrence } from "@punctual/recurrence/migrations";
import { type Migrations, migrate } from "@punctual/service-kit/migrate";
import { expect, test } from "vitest";
import { createTestDatabase, silent } from "../support/postgres-database.ts";
import { blocksOf } from "./support/runbook-blocks.ts";

const { url, pool } = await createTestDatabase();
const schemas: Readonly<Record<keyof typeof SERVICE_ROLES, readonly Migrations[]>> = {
  chatApi,
  notifier,
  recurrence,
};
for (const [service, schema] of Object.entries(SERVICE_ROLES)) {
  await pool.query(`CREATE SCHEMA ${schema}`);
  const own = new URL(url);
  own.searchParams.set("options", `-c search_path=${schema}`);
  await migrate(own.href, schemas[service as keyof typeof SERVICE_ROLES], silent);
}

const statements = RUNBOOKS.flatMap((page) => blocksOf(page, "sql").map((sql) => ({ page, sql })));

test("runbooks ask the database", () => {
  expect(statements).not.toEqual([]);
});

test.each(statements)("what $page asks the database can be asked of our schemas", async ({ sql }) => {
  await expect(pool.query(`EXPLAIN ${sql}`)).resolves.toBeDefined();
});
