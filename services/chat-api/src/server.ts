import { APP_IDS } from "@punctual/contracts/apps";
import { PUBSUB, TASK_EVENTS, TASK_UPDATES } from "@punctual/contracts/topics";
import { createPool } from "@punctual/service-kit/database";
import { watchBacklog } from "@punctual/service-kit/outbox/backlog";
import { startRelay, USERS_AT_ONCE } from "@punctual/service-kit/outbox/relay";
import { relayMetrics } from "@punctual/service-kit/outbox/relay-metrics";
import { runService } from "@punctual/service-kit/run-service";
import { buildApp } from "./app.ts";
import { readChatApiConfig } from "./config.ts";
import { migrations } from "./migrations.ts";
import { startPurging } from "./purge/timer.ts";
import { startLateIndexer } from "./search/index-late.ts";
import { acceptToken } from "./store/tokens.ts";

await runService({
  appId: APP_IDS.chatApi,
  config: readChatApiConfig(process.env),
  migrations,
  async build(parts) {
    const { config, pool, dapr, logger } = parts;
    if (config.BOOTSTRAP_USER_ID && config.BOOTSTRAP_TOKEN_SHA256) {
      await acceptToken(pool, config.BOOTSTRAP_USER_ID, config.BOOTSTRAP_TOKEN_SHA256);
    }
    const reminders = { jobs: parts.jobs, databaseUrl: config.DATABASE_URL };
    const app = await buildApp({ ...parts, reminders });
    watchBacklog(app.metrics, pool);
    // Its own, or it would queue for a connection behind the very writes whose events it is to publish.
    const relayPool = createPool(config.DATABASE_URL, logger, USERS_AT_ONCE + 1);
    const relay = startRelay({
      pool: relayPool,
      databaseUrl: config.DATABASE_URL,
      logger,
      wakeUps: [TASK_UPDATES.name],
      metrics: relayMetrics(app.metrics, [TASK_EVENTS.name]),
      publish: (topic, event, partitionKey) => dapr.publish(PUBSUB, topic, event, partitionKey),
    });
    app.addHook("onClose", async () => {
      await relay.stop();
      await relayPool.end();
    });
    app.addHook("onClose", startPurging(pool, app.log));
    const lateIndexer = startLateIndexer(pool, logger);
    app.addHook("onClose", () => lateIndexer.stop());
    return app;
  },
});
