import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { childEnv } from "../parts/env.ts";
import { run } from "../tools/run.ts";
import type { Account } from "./account.ts";
import type { PostgresPlace } from "./place.ts";

/** The superuser's name; only our own set-up and health checks use it. */
export const SUPERUSER = "postgres";

/** Makes an empty cluster unless there is one. It appears whole: an interrupted initdb is begun again. */
export async function initialise(
  place: PostgresPlace,
  account: Account | undefined,
  password: string,
): Promise<void> {
  if (existsSync(place.data)) return;
  const temporary = `${place.data}.new`;
  const passwordFile = join(dirname(place.data), ".postgres-password");
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (account) for (const path of [temporary, passwordFile]) chownSync(path, account.uid, account.gid);
    await run(
      place.tools.initdb,
      [
        ...["--pgdata", temporary],
        ...["--username", SUPERUSER, `--pwfile=${passwordFile}`],
        ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-instructions"],
        // Letters beyond ASCII have upper and lower case too; built in, it is the same on every machine.
        ...["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
      ],
      { cwd: temporary, env: childEnv({}), ...(account && { account }) },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(temporary, place.data);
}
