import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DataPaths } from "../data/paths.ts";
import type { PostgresTools } from "../tools/postgres.ts";
import { type Account, canReach } from "./account.ts";

/** Where PostgreSQL's data and programs are, once its account can reach both. */
export interface PostgresPlace {
  /** The cluster's data folder; its parent exists. */
  readonly data: string;
  readonly tools: PostgresTools;
}

/** Where root keeps what the lent account could not reach. */
const OUTSIDE = "/var/lib/punctual";

/** The folder under OUTSIDE that belongs to a data folder. */
function outsideFolder(paths: DataPaths, outside = OUTSIDE): string {
  return join(outside, createHash("sha256").update(paths.dir).digest("hex").slice(0, 16));
}

/** Folders outside a data folder that belong to it: removed with it. */
export function outsideFolders(paths: DataPaths, outside = OUTSIDE): string[] {
  const folders = [outsideFolder(paths, outside)];
  // A data folder that was moved still links to the place named after its old path.
  if (isLink(paths.postgres)) folders.push(dirname(readlinkSync(paths.postgres)));
  return [...new Set(folders)].filter((folder) => dirname(folder) === outside && existsSync(folder));
}

/**
 * Makes sure that the account PostgreSQL runs as can reach its programs and data. As an ordinary user nothing is to be
 * done. Root lends another account, which may not pass through the clone (a home folder of mode 0700, say): then both
 * are kept under /var/lib/punctual/<hash of the data folder>/, with a link in the data folder; `reset` removes both.
 */
export function placePostgres(
  paths: DataPaths,
  tools: PostgresTools,
  account: Account | undefined,
  outside = OUTSIDE,
): PostgresPlace {
  if (!account) return { data: paths.postgres, tools };
  // Lets the account through to its own folder; everything else in here is closed by its own mode.
  chmodSync(paths.dir, 0o711);
  const reachable = canReach(paths.postgres, account);
  const data = reachable && !isLink(paths.postgres) ? paths.postgres : linkedData(paths, outside);
  const programs = canReach(tools.postgres, account)
    ? tools
    : copyPrograms(tools, outsideFolder(paths, outside));
  return { data, tools: programs };
}

/** The data folder behind the link, which is made where it is missing or leads nowhere. */
function linkedData(paths: DataPaths, outside: string): string {
  if (isLink(paths.postgres)) {
    const target = readlinkSync(paths.postgres);
    if (existsSync(dirname(target))) return target;
    rmSync(paths.postgres);
  }
  const target = join(outsideFolder(paths, outside), "data");
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  symlinkSync(target, paths.postgres);
  return target;
}

/** A copy of the programs that everybody may run; made anew when the installed version is another. */
function copyPrograms(tools: PostgresTools, folder: string): PostgresTools {
  const version = createHash("sha256")
    .update(`${tools.home} ${lstatSync(tools.postgres).mtimeMs}`)
    .digest("hex")
    .slice(0, 8);
  const home = join(folder, `programs-${version}`);
  if (!existsSync(home)) {
    const temporary = `${home}.tmp`;
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    cpSync(tools.home, temporary, { recursive: true, verbatimSymlinks: true });
    chmodSync(temporary, 0o755);
    renameSync(temporary, home);
  }
  return {
    home,
    postgres: join(home, "bin", basename(tools.postgres)),
    initdb: join(home, "bin", basename(tools.initdb)),
  };
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
