import { history } from "@punctual/contracts/history";
import { newTask, task, taskFilter, taskIdParam, taskPage, taskPatch } from "@punctual/contracts/task";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { ReadHistory } from "../use-cases/history.ts";
import type { Tasks } from "../use-cases/tasks.ts";

const params = z.strictObject({ id: taskIdParam });
const common = { tags: ["tasks"], security: [{ token: [] }] };

/** `/api/tasks`: make, list, read, change, complete and delete tasks, and read their history. */
export const taskRoutes: FastifyPluginAsyncZod<{ tasks: Tasks; readHistory: ReadHistory }> = async (
  app,
  { tasks, readHistory },
) => {
  app.post(
    "/api/tasks",
    { schema: { ...common, summary: "Make a task", body: newTask, response: { 201: task } } },
    async (request, reply) => {
      const [created] = await tasks.create(request.userId, [request.body]);
      if (!created) throw new Error("no task was made");
      return reply.code(201).header("location", `/api/tasks/${created.id}`).send(created);
    },
  );

  app.get(
    "/api/tasks",
    { schema: { ...common, summary: "List tasks", querystring: taskFilter, response: { 200: taskPage } } },
    async (request) => tasks.list(request.userId, request.query),
  );

  app.get(
    "/api/tasks/:id",
    { schema: { ...common, summary: "Read a task", params, response: { 200: task } } },
    async (request) => tasks.get(request.userId, request.params.id),
  );

  app.patch(
    "/api/tasks/:id",
    { schema: { ...common, summary: "Change a task", params, body: taskPatch, response: { 200: task } } },
    async (request) => tasks.patch(request.userId, request.params.id, request.body),
  );

  app.delete(
    "/api/tasks/:id",
    { schema: { ...common, summary: "Delete a task", params, response: { 204: z.null() } } },
    async (request, reply) => {
      await tasks.delete(request.userId, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/tasks/:id/complete",
    { schema: { ...common, summary: "Complete a task", params, response: { 200: task } } },
    async (request) => {
      const [completed] = await tasks.complete(request.userId, [request.params.id]);
      if (!completed) throw new Error("no task was completed");
      return completed;
    },
  );

  app.get(
    "/api/tasks/:id/history",
    { schema: { ...common, summary: "Read a task's history", params, response: { 200: history } } },
    async (request) => readHistory(request.userId, request.params.id),
  );
};
