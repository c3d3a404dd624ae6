import { quickAdded, quickAddQuery, quickAddRequest } from "@punctual/contracts/quick-add";
import { recurrencePreview, recurrencePreviewRequest } from "@punctual/contracts/recurrence-preview";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import type { Write } from "../http/write.ts";
import { writeHeaders } from "../http/write-headers.ts";
import { ownZone } from "../store/own-zone.ts";
import { readAs } from "../store/unit-of-work.ts";
import { previewRecurrence } from "../use-cases/occurrences/preview.ts";
import { addQuickly } from "../use-cases/quick-add/add.ts";
import { readQuickAdd } from "../use-cases/quick-add/read.ts";

const common = { tags: ["tasks"], security: [{ token: [] }] };
const none = z.null().describe("Done, and no body was asked for.");

/** `/api/recurrence/preview` and `/api/quick-add`: what words mean, before and while they make a task. */
export const recurrenceRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; write: Write }> = async (
  app,
  { pool, write },
) => {
  app.post(
    "/api/recurrence/preview",
    {
      config: { scope: "read" },
      schema: {
        ...common,
        summary: "See what a recurrence would give",
        description: "A rule (RFC 5545) or words such as `every weekday at 8:30`. Nothing is kept.",
        body: recurrencePreviewRequest,
        response: { 200: recurrencePreview },
      },
    },
    async ({ userId, body }) => {
      const time_zone = body.time_zone ?? (await readAs(pool, userId, ownZone));
      return previewRecurrence({ ...body, time_zone }, new Date().toISOString());
    },
  );

  app.post(
    "/api/quick-add",
    {
      schema: {
        ...common,
        summary: "Make a task from one line",
        description:
          "`Pay rent every 1st at 9am #home @bills !high remind 1d before`. With `dry_run`, only what it means, with the place of every part.",
        headers: writeHeaders,
        querystring: quickAddQuery,
        body: quickAddRequest,
        response: { 200: quickAdded, 201: quickAdded, 204: none },
      },
    },
    async (request, reply) => {
      const { body, query, userId } = request;
      const now = new Date().toISOString();
      if (body.dry_run ?? ["", "true", "1"].includes(query.dry_run ?? "false")) {
        const parsed = await readAs(pool, userId, async (reader) =>
          readQuickAdd(reader, body.text, { now, timeZone: body.time_zone ?? (await ownZone(reader)) }),
        );
        return reply.code(200).send({ task: null, parsed, undo_token: null });
      }
      return write(request, reply, async (unit) => {
        const timeZone = body.time_zone ?? (await ownZone(unit));
        const parsed = await readQuickAdd(unit, body.text, { now, timeZone });
        const task = await addQuickly(unit, parsed);
        return { status: 201, body: { task, parsed }, headers: { location: `/api/tasks/${task.id}` } };
      });
    },
  );
};
