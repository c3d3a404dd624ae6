import { bulkRequest, bulkResponse } from "@punctual/contracts/bulk";
import { idParam } from "@punctual/contracts/named";
import { newTask, taskPatch } from "@punctual/contracts/task";
import { moveTask as moveBody, patchQuery, undone, writtenTask } from "@punctual/contracts/writes";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { callerOf } from "../../caller.ts";
import { ifMatch } from "../../http/preconditions.ts";
import type { Write } from "../../http/write.ts";
import { writeHeaders } from "../../http/write-headers.ts";
import { undoLarge } from "../../interchange/undo-large.ts";
import { bulk } from "../../use-cases/tasks/bulk.ts";
import { createTasks } from "../../use-cases/tasks/create.ts";
import { moveTask } from "../../use-cases/tasks/move.ts";
import { patchTask } from "../../use-cases/tasks/patch.ts";
import { undo } from "../../use-cases/undo.ts";

const params = z.strictObject({ id: idParam });
const common = { tags: ["tasks"], security: [{ token: [] }], headers: writeHeaders };
const none = z.null().describe("Done, and no body was asked for.");

/** `/api/tasks`: makes, changes and moves tasks, one or many, and takes back what was done. */
export const taskWriteRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; write: Write }> = async (
  app,
  { pool, write },
) => {
  app.post(
    "/api/tasks",
    { schema: { ...common, summary: "Make a task", body: newTask, response: { 201: writtenTask } } },
    (request, reply) =>
      write(request, reply, async (unit) => {
        const [task] = await createTasks(unit, [request.body]);
        if (!task) throw new Error("no task was made");
        return { status: 201, body: task, headers: { location: `/api/tasks/${task.id}` } };
      }),
  );

  app.patch(
    "/api/tasks/:id",
    {
      schema: {
        ...common,
        summary: "Change a task",
        description:
          "A task that recurs keeps its rule unless the patch gives another; `scope` says for which occurrences it is.",
        params,
        querystring: patchQuery,
        body: taskPatch,
        response: { 200: writtenTask, 204: none },
      },
    },
    (request, reply) =>
      write(request, reply, async (unit) => {
        const expects = ifMatch(request.headers["if-match"]);
        const { params, body, query } = request;
        return { status: 200, body: await patchTask(unit, params.id, body, expects, query.scope) };
      }),
  );

  app.post(
    "/api/tasks/:id/move",
    {
      schema: {
        ...common,
        summary: "Move a task into a project, below a parent, or to another place",
        params,
        body: moveBody,
        response: { 200: writtenTask, 204: none },
      },
    },
    (request, reply) =>
      write(request, reply, async (unit) => {
        const expects = ifMatch(request.headers["if-match"]);
        return { status: 200, body: await moveTask(unit, request.params.id, request.body, expects) };
      }),
  );

  app.post(
    "/api/tasks/bulk",
    {
      schema: {
        ...common,
        summary: "Do up to 500 operations",
        body: bulkRequest,
        response: { 200: bulkResponse, 204: none },
      },
    },
    (request, reply) =>
      write(request, reply, async (unit) => {
        const { operations, atomic } = request.body;
        return { status: 200, body: { results: await bulk(unit, operations, atomic) } };
      }),
  );

  app.post(
    "/api/undo/:token",
    {
      schema: {
        ...common,
        summary: "Take back a write of the last 24 hours",
        description: "What was taken back comes in tasks, unless it was an import of more than 1,000.",
        params: z.strictObject({ token: z.uuid() }),
        response: { 200: undone, 204: none },
      },
    },
    async (request, reply) => {
      const large = await undoLarge(pool, callerOf(request, "undo"), request.params.token, request.log);
      if (large !== undefined)
        return reply.header("undo-token", large).send({ tasks: [], undo_token: large });
      return write(request, reply, async (unit) => ({
        status: 200,
        body: { tasks: await undo(unit, request.params.token) },
      }));
    },
  );
};
