import type { AppId } from "@punctual/contracts/apps";
import { baseEnv, readConfig } from "./config.ts";
import { type Migrations, migrate } from "./migrate.ts";
import { runJob } from "./run-job.ts";

const env = baseEnv.pick({ DATABASE_URL: true, LOG_LEVEL: true });

/**
 * Runs a service's migrations as a process of their own, before the service itself is rolled out: afterwards its
 * schema is up to date and the exit code is 0, or a log line says why not and it is 1.
 */
export async function runMigrations(
  appId: AppId,
  migrations: readonly Migrations[],
  source: NodeJS.ProcessEnv,
): Promise<void> {
  await runJob({
    name: appId,
    readConfig: () => readConfig(env, source),
    work: (config, logger) => migrate(config.DATABASE_URL, migrations, logger),
  });
}
