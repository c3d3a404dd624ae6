import { APP_IDS } from "@punctual/contracts/apps";
import { consumerMigrations, migrationsBeside } from "@punctual/service-kit/migrate";
import { runService } from "@punctual/service-kit/run-service";
import { buildApp } from "./app.ts";
import { readRecurrenceConfig } from "./config.ts";

await runService({
  appId: APP_IDS.recurrence,
  config: readRecurrenceConfig(process.env),
  migrations: [consumerMigrations, migrationsBeside(import.meta.url)],
  build: buildApp,
});
