import { APP_IDS } from "@punctual/contracts/apps";
import { runService } from "@punctual/service-kit/run-service";
import { buildApp } from "./app.ts";
import { readNotifierConfig } from "./config.ts";
import { migrations } from "./migrations.ts";

await runService({
  appId: APP_IDS.notifier,
  config: readNotifierConfig(process.env),
  migrations,
  build: buildApp,
});
