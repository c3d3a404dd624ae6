import { APP_IDS } from "@punctual/contracts/apps";
import { runMigrations } from "@punctual/service-kit/run-migrations";
import { migrations } from "./migrations.ts";

await runMigrations(APP_IDS.recurrence, migrations, process.env);
