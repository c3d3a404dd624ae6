import { history } from "@punctual/contracts/history";
import { idParam } from "@punctual/contracts/named";
import { task, taskFilter, taskPage } from "@punctual/contracts/task";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { etagOf } from "../../http/preconditions.ts";
import { listTasks } from "../../listing/list-tasks.ts";
import { readAs } from "../../store/unit-of-work.ts";
import type { ReadHistory } from "../../use-cases/history.ts";
import { getTask } from "../../use-cases/tasks/read.ts";

const params = z.strictObject({ id: idParam });
const common = { tags: ["tasks"], security: [{ token: [] }] };

/** `/api/tasks`: lists and reads tasks, and their history. */
export const taskReadRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; readHistory: ReadHistory }> = async (
  app,
  { pool, readHistory },
) => {
  app.get(
    "/api/tasks",
    {
      config: { problems: [404] },
      schema: { ...common, summary: "List tasks", querystring: taskFilter, response: { 200: taskPage } },
    },
    async ({ userId, query }) => readAs(pool, userId, (reader) => listTasks(reader, query)),
  );

  app.get(
    "/api/tasks/:id",
    { schema: { ...common, summary: "Read a task", params, response: { 200: task } } },
    async (request, reply) => {
      const found = await readAs(pool, request.userId, (reader) => getTask(reader, request.params.id, true));
      return reply.header("etag", etagOf(found)).send(found);
    },
  );

  app.get(
    "/api/tasks/:id/history",
    { schema: { ...common, summary: "Read a task's history", params, response: { 200: history } } },
    async (request) => readHistory(request.userId, request.params.id),
  );
};
