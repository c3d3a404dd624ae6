import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { migrations } from "@punctual/chat-api/migrations";
import { readPerson } from "@punctual/chat-api/people/store/persons";
import { acceptToken, findToken, listTokens } from "@punctual/chat-api/store/tokens";
import { migrate, outboxMigrations } from "@punctual/service-kit/migrate";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase, silent } from "../../../../test/support/postgres-database.ts";

const FIRST = fileURLToPath(new URL("../../migrations/0001_tasks.sql", import.meta.url));
/** What the first version sends when it starts. */
const OLD_ACCEPT = `INSERT INTO api_token (token_sha256, user_id) VALUES (decode($1, 'hex'), $2)
  ON CONFLICT (token_sha256) DO UPDATE SET user_id = excluded.user_id`;
const TOKEN = "ab".repeat(32);
const SHA256 = Buffer.from(TOKEN, "hex");

test("tokens of the first version go on, with all they could do, while and after it runs", async () => {
  const { url, pool } = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), "punctual-migrations-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  await cp(FIRST, join(directory, "0001_tasks.sql"));
  await migrate(url, [outboxMigrations, { directory, table: "migrations" }], silent);
  await pool.query(OLD_ACCEPT, [TOKEN, "ada"]);

  await migrate(url, migrations, silent);
  const found = await findToken(pool, SHA256);
  expect(found).toMatchObject({ userId: "ada", scopes: ["read", "write"], revoked: false });
  expect(found?.expiresAt).toBeUndefined();
  expect(await readPerson(pool, "ada")).toMatchObject({ id: "ada", name: null });

  // A replica of the first version starts once more, then one of this.
  await pool.query(OLD_ACCEPT, ["cd".repeat(32), "grace"]);
  await pool.query(OLD_ACCEPT, [TOKEN, "ada"]);
  expect((await findToken(pool, SHA256))?.id).toBe(found?.id);
  await acceptToken(pool, "grace", "cd".repeat(32));
  expect(await readPerson(pool, "grace")).toMatchObject({ id: "grace" });
  expect(await listTokens(pool, "grace")).toMatchObject([{ name: "First token", created_by: "set-up" }]);
});
