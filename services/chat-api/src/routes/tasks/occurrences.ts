import { idParam } from "@punctual/contracts/named";
import { occurrences, occurrencesQuery } from "@punctual/contracts/occurrences";
import { postpone, writtenTask } from "@punctual/contracts/writes";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { ifMatch } from "../../http/preconditions.ts";
import type { Write } from "../../http/write.ts";
import { writeHeaders } from "../../http/write-headers.ts";
import { readAs } from "../../store/unit-of-work.ts";
import { postponeTask } from "../../use-cases/occurrences/postpone.ts";
import { readSeries } from "../../use-cases/occurrences/read.ts";

const params = z.strictObject({ id: idParam });
const common = { tags: ["tasks"], security: [{ token: [] }] };
const none = z.null().describe("Done, and no body was asked for.");

/** `/api/tasks/{id}/occurrences` and `/api/tasks/{id}/postpone`: what became of a series, and one of it put off. */
export const occurrenceRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; write: Write }> = async (
  app,
  { pool, write },
) => {
  app.get(
    "/api/tasks/:id/occurrences",
    {
      config: { problems: [409] },
      schema: {
        ...common,
        summary: "Read a task's series",
        description:
          "What became of its occurrences, with how late they were done, and those that will follow.",
        params,
        querystring: occurrencesQuery,
        response: { 200: occurrences },
      },
    },
    async ({ userId, params: { id }, query }) =>
      readAs(pool, userId, (reader) => readSeries(reader, id, query)),
  );

  app.post(
    "/api/tasks/:id/postpone",
    {
      schema: {
        ...common,
        summary: "Put off one occurrence",
        description: "Only this task's due date changes: the rule, and the occurrences that follow, stay.",
        headers: writeHeaders,
        params,
        body: postpone,
        response: { 200: writtenTask, 204: none },
      },
    },
    (request, reply) =>
      write(request, reply, async (unit) => {
        const expects = ifMatch(request.headers["if-match"]);
        return { status: 200, body: await postponeTask(unit, request.params.id, request.body, expects) };
      }),
  );
};
