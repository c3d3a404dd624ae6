import { history } from "@punctual/contracts/history";
import { taskIdParam } from "@punctual/contracts/task";
import { requireSidecar } from "@punctual/service-kit/dapr/channel";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { readTrail } from "../store/audit.ts";

const params = z.strictObject({ user_id: z.string().min(1), task_id: taskIdParam });

/** `/api/history/{user_id}/{task_id}`: a task's audit trail, for chat-api by service invocation. */
export const historyRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; appApiToken: string }> = async (
  app,
  { pool, appApiToken },
) => {
  app.get(
    "/api/history/:user_id/:task_id",
    { onRequest: requireSidecar(appApiToken), schema: { params, response: { 200: history } } },
    async (request) => readTrail(pool, request.params.user_id, request.params.task_id),
  );
};
