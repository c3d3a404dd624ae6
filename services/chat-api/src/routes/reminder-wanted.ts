import { reminderInQuestion, reminderWanted } from "@punctual/contracts/reminder-wanted";
import { requireSidecar } from "@punctual/service-kit/dapr/channel";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { isStillWanted } from "../use-cases/reminders/still-wanted.ts";

/** `/dapr/reminders/wanted`: the notifier asks, by service invocation, before it tells what is late. */
export const reminderWantedRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; appApiToken: string }> = async (
  app,
  { pool, appApiToken },
) => {
  app.post(
    "/dapr/reminders/wanted",
    {
      onRequest: requireSidecar(appApiToken),
      schema: { hide: true, body: reminderInQuestion, response: { 200: reminderWanted } },
    },
    async ({ body }) => ({ wanted: await isStillWanted(pool, body) }),
  );
};
