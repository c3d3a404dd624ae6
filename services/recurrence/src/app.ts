import { APP_IDS } from "@punctual/contracts/apps";
import type { TaskEvent } from "@punctual/contracts/events";
import { deliveriesPlugin } from "@punctual/service-kit/consume/deliveries";
import { daprChannelPlugin } from "@punctual/service-kit/dapr/channel";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { type App, createApp } from "@punctual/service-kit/http/app";
import type pg from "pg";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { consumers } from "./consumers.ts";
import { startMaker } from "./next/maker.ts";
import { nextMetrics } from "./next/metrics.ts";
import { historyRoutes } from "./routes/history.ts";

/** What recurrence is made of. */
export interface Dependencies {
  readonly config: Pick<Config, "APP_API_TOKEN" | "DAPR_HTTP_PORT">;
  readonly pool: pg.Pool;
  readonly dapr: Pick<Dapr, "invoke">;
  readonly logger: Logger;
}

/**
 * Makes recurrence: keeps the audit trail of task-events and shows it to chat-api, and asks chat-api for the next
 * occurrence of each completed task that recurs.
 */
export async function buildApp({ config, pool, dapr, logger }: Dependencies): Promise<App> {
  const app = await createApp({
    service: APP_IDS.recurrence,
    logger,
    health: { db: pool, sidecarPort: config.DAPR_HTTP_PORT, servesWithoutSidecar: false },
    api: {
      title: "Punctual recurrence",
      description: "Next occurrences, and the audit trail of tasks. Internal.",
    },
  });
  const appApiToken = config.APP_API_TOKEN;
  await app.register(daprChannelPlugin);
  const metrics = nextMetrics(app.metrics, pool);
  const maker = startMaker({ pool, dapr, metrics, logger: app.log });
  app.addHook("onClose", () => maker.stop());
  const taken = ({ event_type }: TaskEvent) => event_type === "completed" && maker.wake();
  await app.register(deliveriesPlugin, { consumers: consumers(taken), pool, appApiToken });
  await app.register(historyRoutes, { pool, appApiToken });
  return app;
}
