import { acknowledged, deliveryLag, toldList, toldOf } from "@punctual/contracts/reminder-audit";
import { requireSidecar } from "@punctual/service-kit/dapr/channel";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { acknowledgeTask, deliveryLagOf, toldOfTask } from "../store/told.ts";

/** `/api/told/…`: what people were told of a task's reminders and how late, for chat-api by service invocation. */
export const toldRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; appApiToken: string }> = async (
  app,
  { pool, appApiToken },
) => {
  app.addHook("onRequest", requireSidecar(appApiToken));
  app.post("/api/told/list", { schema: { body: toldOf, response: { 200: toldList } } }, async ({ body }) => ({
    items: await toldOfTask(pool, body.user_id, body.task_id),
  }));
  app.post(
    "/api/told/lag",
    { schema: { body: z.strictObject({}), response: { 200: deliveryLag } } },
    async () => ({ channels: await deliveryLagOf(pool) }),
  );
  app.post(
    "/api/told/acknowledge",
    { schema: { body: toldOf, response: { 200: acknowledged } } },
    async ({ body }) => ({ acknowledged: await acknowledgeTask(pool, body.user_id, body.task_id) }),
  );
};
