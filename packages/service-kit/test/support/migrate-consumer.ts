import { APP_IDS } from "@punctual/contracts/apps";
import { consumerMigrations } from "@punctual/service-kit/migrate";
import { runMigrations } from "@punctual/service-kit/run-migrations";

await runMigrations(APP_IDS.notifier, [consumerMigrations], process.env);
