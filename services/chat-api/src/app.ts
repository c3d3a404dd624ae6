import { APP_IDS } from "@punctual/contracts/apps";
import type { CloudEvent } from "@punctual/contracts/cloud-event";
import { PUBSUB, REMINDERS } from "@punctual/contracts/topics";
import { daprChannelPlugin } from "@punctual/service-kit/dapr/channel";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import type { Jobs } from "@punctual/service-kit/dapr/jobs";
import { type App, createApp } from "@punctual/service-kit/http/app";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import type { Logger } from "pino";
import { adminRoutes } from "./admin/admin.ts";
import { API } from "./api/description.ts";
import type { Config } from "./config.ts";
import { createWrite } from "./http/write.ts";
import { LIVE_LIMITS, type LiveLimits } from "./live/limits.ts";
import { startLive } from "./live/live.ts";
import { browserHeadersPlugin } from "./people/headers.ts";
import { createPeople, type PeopleConfig } from "./people/people.ts";
import { createFirer } from "./reminders/fire.ts";
import { startKeeper } from "./reminders/keeper.ts";
import { reminderMetrics } from "./reminders/metrics.ts";
import { channelRoutes } from "./routes/channels.ts";
import { chatRoutes } from "./routes/chat.ts";
import { docsRoutes } from "./routes/docs.ts";
import { feedCalendarRoutes, feedRoutes } from "./routes/feeds.ts";
import { filterRoutes } from "./routes/filters.ts";
import { interchangeRoutes } from "./routes/interchange.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { mcpRoutes } from "./routes/mcp.ts";
import { namedRoutes } from "./routes/named.ts";
import { nextOccurrenceRoutes } from "./routes/next-occurrence.ts";
import { liveNoticeRoutes, noticeRoutes } from "./routes/notices.ts";
import { linkRoutes, notificationRoutes } from "./routes/notifications.ts";
import { meRoutes } from "./routes/people-me.ts";
import { signInRoutes } from "./routes/people-sign-in.ts";
import { tokenRoutes } from "./routes/people-tokens.ts";
import { recurrenceRoutes } from "./routes/recurrence.ts";
import { reminderWantedRoutes } from "./routes/reminder-wanted.ts";
import { streamRoutes, wakeUpRoutes } from "./routes/stream.ts";
import { taskActionRoutes } from "./routes/tasks/actions.ts";
import { occurrenceRoutes } from "./routes/tasks/occurrences.ts";
import { taskReadRoutes } from "./routes/tasks/read.ts";
import { taskReminderRoutes } from "./routes/tasks/reminders.ts";
import { taskWriteRoutes } from "./routes/tasks/write.ts";
import { readAs } from "./store/unit-of-work.ts";
import { createChannels } from "./use-cases/channels.ts";
import { createChat } from "./use-cases/chat.ts";
import { createReadHistory } from "./use-cases/history.ts";
import { createLinks } from "./use-cases/links.ts";
import { createNotices } from "./use-cases/notices.ts";
import { createReminderAudit } from "./use-cases/reminders/audit.ts";
import { createTold } from "./use-cases/reminders/told.ts";
import { getTask } from "./use-cases/tasks/read.ts";

/** What chat-api is made of. */
export interface Dependencies {
  readonly config: Pick<
    Config,
    "ADMIN_TOKEN_SHA256" | "APP_API_TOKEN" | "DAPR_HTTP_PORT" | "CORS_ORIGINS" | "TRUSTED_PROXIES"
  > &
    PeopleConfig;
  readonly pool: pg.Pool;
  readonly dapr: Dapr;
  readonly logger: Logger;
  /** What keeps reminders armed; without it they are only told when somebody else's jobs come. */
  readonly reminders?: { readonly jobs: Jobs; readonly databaseUrl: string };
  /** What live updates keep to; {@link LIVE_LIMITS} unless a test shortens it. */
  readonly liveLimits?: LiveLimits;
}

/** Makes chat-api: REST, chat and MCP over the same use cases. */
export async function buildApp(parts: Dependencies): Promise<App> {
  const { config, pool, dapr, logger, reminders, liveLimits = LIVE_LIMITS } = parts;
  const app = await createApp({
    service: APP_IDS.chatApi,
    logger,
    health: { db: pool, sidecarPort: config.DAPR_HTTP_PORT, servesWithoutSidecar: true },
    api: API,
    trustedProxies: config.TRUSTED_PROXIES,
  });
  const write = createWrite(pool);
  const findTask = (userId: string, id: number) =>
    readAs(pool, userId, (reader) => getTask(reader, id, true));
  const notices = createNotices(dapr);
  const told = createTold(dapr);

  await app.register(browserHeadersPlugin, config);
  const people = await createPeople(app, { config, pool, dapr });
  const live = startLive({ pool, metrics: app.metrics, limits: liveLimits, logger: app.log });
  const reminding = reminderMetrics(app.metrics, pool);
  const publish = (event: CloudEvent, userId: string) => dapr.publish(PUBSUB, REMINDERS.name, event, userId);
  const firer = createFirer({ pool, publish, metrics: reminding, logger: app.log });
  if (reminders) {
    const keeper = startKeeper({ pool, ...reminders, firer, notices, metrics: reminding, logger: app.log });
    app.addHook("onClose", () => keeper.stop());
  }
  await app.register(docsRoutes);
  await app.register(daprChannelPlugin);
  await app.register(wakeUpRoutes, { live, appApiToken: config.APP_API_TOKEN });
  await app.register(jobRoutes, { firer, appApiToken: config.APP_API_TOKEN });
  await app.register(nextOccurrenceRoutes, { pool, appApiToken: config.APP_API_TOKEN });
  await app.register(liveNoticeRoutes, { pool, appApiToken: config.APP_API_TOKEN });
  await app.register(reminderWantedRoutes, { pool, appApiToken: config.APP_API_TOKEN });
  await app.register(adminRoutes, { pool, people, told, tokenSha256: config.ADMIN_TOKEN_SHA256 });
  const forAnybody: FastifyPluginAsyncZod = async (routes) => {
    routes.addHook("onRequest", people.limitAddress);
    await routes.register(linkRoutes, { links: createLinks(pool, notices) });
    await routes.register(feedCalendarRoutes, { pool });
  };
  await app.register(forAnybody);
  await app.register(signInRoutes, people);
  const forPeople: FastifyPluginAsyncZod = async (routes) => {
    routes.addHook("onRequest", people.guard);
    await routes.register(meRoutes, people);
    await routes.register(tokenRoutes, people);
    await routes.register(taskReadRoutes, { pool, readHistory: createReadHistory(findTask, dapr) });
    await routes.register(taskWriteRoutes, { pool, write });
    await routes.register(taskActionRoutes, { write });
    await routes.register(occurrenceRoutes, { pool, write });
    await routes.register(taskReminderRoutes, { write, audit: createReminderAudit(pool, told) });
    await routes.register(recurrenceRoutes, { pool, write });
    await routes.register(namedRoutes, { pool, write });
    await routes.register(interchangeRoutes, { pool });
    await routes.register(feedRoutes, { pool, publicUrl: config.PUBLIC_URL });
    await routes.register(filterRoutes, { pool, write });
    await routes.register(streamRoutes, { live, stillValid: people.stillHolds });
    await routes.register(chatRoutes, { chat: createChat(pool, dapr, app.log) });
    await routes.register(channelRoutes, { channels: createChannels(dapr) });
    await routes.register(noticeRoutes, { pool });
    await routes.register(notificationRoutes, { notices, publicUrl: config.PUBLIC_URL });
    await routes.register(mcpRoutes, { pool, publicUrl: config.PUBLIC_URL });
  };
  await app.register(forPeople);
  return app;
}
