import { APP_IDS } from "@punctual/contracts/apps";
import { deliveriesPlugin } from "@punctual/service-kit/consume/deliveries";
import { daprChannelPlugin } from "@punctual/service-kit/dapr/channel";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { type App, createApp } from "@punctual/service-kit/http/app";
import type pg from "pg";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { createConsumers } from "./consumers.ts";
import { countDelivered } from "./metrics.ts";
import { notifyRoutes } from "./routes/notify.ts";
import { createSigningKey } from "./signing-key.ts";

/** What notifier is made of. */
export interface Dependencies {
  readonly config: Pick<Config, "APP_API_TOKEN" | "DAPR_HTTP_PORT">;
  readonly pool: pg.Pool;
  readonly dapr: Pick<Dapr, "getSecret">;
  readonly logger: Logger;
}

/** Makes notifier: delivers reminders from their topic, and notices that chat-api sends. */
export async function buildApp({ config, pool, dapr, logger }: Dependencies): Promise<App> {
  const app = await createApp({
    service: APP_IDS.notifier,
    logger,
    health: { db: pool, sidecarPort: config.DAPR_HTTP_PORT, servesWithoutSidecar: false },
    api: { title: "Punctual notifier", description: "Delivers notices. Internal." },
  });
  const appApiToken = config.APP_API_TOKEN;
  const delivered = countDelivered(app.metrics);
  await app.register(daprChannelPlugin);
  await app.register(deliveriesPlugin, { consumers: createConsumers(delivered), pool, appApiToken });
  await app.register(notifyRoutes, { pool, signingKey: createSigningKey(dapr), appApiToken, delivered });
  return app;
}
