import { APP_IDS } from "@punctual/contracts/apps";
import { deliveriesPlugin } from "@punctual/service-kit/consume/deliveries";
import { daprChannelPlugin } from "@punctual/service-kit/dapr/channel";
import { type App, createApp } from "@punctual/service-kit/http/app";
import type pg from "pg";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { CONSUMERS } from "./consumers.ts";
import { historyRoutes } from "./routes/history.ts";

/** What recurrence is made of. */
export interface Dependencies {
  readonly config: Pick<Config, "APP_API_TOKEN" | "DAPR_HTTP_PORT">;
  readonly pool: pg.Pool;
  readonly logger: Logger;
}

/** Makes recurrence: keeps the audit trail of task-events, and shows it to chat-api. */
export async function buildApp({ config, pool, logger }: Dependencies): Promise<App> {
  const app = await createApp({
    service: APP_IDS.recurrence,
    logger,
    health: { db: pool, sidecarPort: config.DAPR_HTTP_PORT, servesWithoutSidecar: false },
    api: { title: "Punctual recurrence", description: "The audit trail of tasks. Internal." },
  });
  const appApiToken = config.APP_API_TOKEN;
  await app.register(daprChannelPlugin);
  await app.register(deliveriesPlugin, { consumers: CONSUMERS, pool, appApiToken });
  await app.register(historyRoutes, { pool, appApiToken });
  return app;
}
