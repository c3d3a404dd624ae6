import { APP_IDS } from "@punctual/contracts/apps";
import { deliveriesPlugin } from "@punctual/service-kit/consume/deliveries";
import { daprChannelPlugin } from "@punctual/service-kit/dapr/channel";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { type App, createApp } from "@punctual/service-kit/http/app";
import type pg from "pg";
import type { Logger } from "pino";
import { createNetworkGuard } from "./channels/network-guard.ts";
import type { Config } from "./config.ts";
import { createConsumers } from "./consumers.ts";
import { countDelivered, countTries } from "./metrics.ts";
import { channelRoutes } from "./routes/channels.ts";
import { notifyRoutes } from "./routes/notify.ts";
import { toldRoutes } from "./routes/told.ts";
import { createJudge } from "./sending/judge.ts";
import { createMail } from "./sending/mail.ts";
import { createSender } from "./sending/send.ts";
import { startWorker } from "./sending/worker.ts";
import { createSigningKey } from "./signing-key.ts";

/** What notifier is made of. */
export interface Dependencies {
  readonly config: Pick<
    Config,
    "APP_API_TOKEN" | "DAPR_HTTP_PORT" | "PUBLIC_URL" | "WEBHOOK_ALLOWED_NETWORKS"
  >;
  readonly pool: pg.Pool;
  readonly dapr: Pick<Dapr, "getSecret" | "invoke">;
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
  const signingKey = createSigningKey(dapr);
  const guard = createNetworkGuard({ allowedNetworks: config.WEBHOOK_ALLOWED_NETWORKS });
  const mail = createMail(dapr);
  const sender = createSender({ dapr, guard, mail, signingKey, publicUrl: config.PUBLIC_URL });
  const worker = startWorker({
    pool,
    judge: createJudge(dapr),
    send: sender.send,
    tried: countTries(app.metrics),
    logger: app.log,
  });
  app.addHook("onClose", async () => {
    await worker.stop();
    sender.close();
  });
  const count = countDelivered(app.metrics);
  const delivered = () => {
    count();
    worker.wake();
  };
  await app.register(daprChannelPlugin);
  await app.register(deliveriesPlugin, { consumers: createConsumers(delivered), pool, appApiToken });
  await app.register(notifyRoutes, { pool, signingKey, appApiToken, delivered });
  await app.register(toldRoutes, { pool, appApiToken });
  await app.register(channelRoutes, { pool, guard, mail, appApiToken, wake: worker.wake });
  return app;
}
