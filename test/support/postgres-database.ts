import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createPool } from "@punctual/service-kit/database";
import { createLogger } from "@punctual/service-kit/logger";
import { type Migrations, migrate } from "@punctual/service-kit/migrate";
import pg from "pg";
import { afterAll, inject } from "vitest";
import "./postgres.ts";

/** A database of one test file's own. */
export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
}

/** A logger that says nothing. */
export const silent = createLogger("test", "silent");

/** Any number; it keeps two files from building one template, or copying one that is being copied, at once. */
const TEMPLATE_LOCK = 7_301_955;

/**
 * Makes a database with `migrations` applied, dropped when the calling file is done. The migrations run once for all
 * files: every database is a copy of a template.
 */
export async function createTestDatabase(migrations: readonly Migrations[] = []): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asAdmin(async (admin) => {
    const template = migrations.length === 0 ? "template1" : await templateOf(admin, migrations);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = urlOf(name);
  const pool = createPool(url, silent);
  afterAll(async () => {
    await pool.end();
    await asAdmin((admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
  });
  return { url, pool };
}

async function templateOf(admin: pg.Client, migrations: readonly Migrations[]): Promise<string> {
  const name = `template_${await fingerprint(migrations)}`;
  const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [name]);
  if (rowCount === 0) {
    // Under another name until it is whole, so that a failed migration leaves no template behind.
    const building = `building_${name}`;
    await admin.query(`DROP DATABASE IF EXISTS ${building} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${building}`);
    await migrate(urlOf(building), migrations, silent);
    await admin.query(`ALTER DATABASE ${building} RENAME TO ${name}`);
  }
  return name;
}

async function fingerprint(migrations: readonly Migrations[]): Promise<string> {
  const hash = createHash("sha256");
  for (const { directory, table } of migrations) {
    hash.update(table);
    for (const file of (await readdir(directory)).sort()) {
      hash.update(file).update(await readFile(join(directory, file)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

async function asAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  try {
    await admin.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${database}`;
  return url.href;
}
