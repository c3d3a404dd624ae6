import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** An account of the machine that a process can run as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account that PostgreSQL runs as: undefined means our own. It refuses to run as root, so root lends it the account
 * `postgres` where a system has one, else `nobody`.
 */
export function postgresAccount(
  uid = process.getuid?.() ?? -1,
  passwd = () => readFileSync("/etc/passwd", "utf8"),
): Account | undefined {
  if (uid !== 0) return undefined;
  const accounts = passwd()
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const found = accounts.find((fields) => fields[0] === name);
    if (found) return { name, uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error(
    "PostgreSQL does not run as root, and there is no account `postgres` or `nobody` to run it as.",
  );
}

/** Whether an account may pass through every folder above a path. */
export function canReach(path: string, account: Pick<Account, "uid" | "gid">): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
