import { idParam } from "@punctual/contracts/named";
import { snooze } from "@punctual/contracts/reminder";
import { acknowledged, reminderAudit } from "@punctual/contracts/reminder-audit";
import { writtenTask } from "@punctual/contracts/writes";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { ifMatch } from "../../http/preconditions.ts";
import type { Write } from "../../http/write.ts";
import { writeHeaders } from "../../http/write-headers.ts";
import type { ReminderAudit } from "../../use-cases/reminders/audit.ts";
import { snoozeTask } from "../../use-cases/reminders/snooze.ts";

const params = z.strictObject({ id: idParam });
const common = { tags: ["reminders"], security: [{ token: [] }] };
const none = z.null().describe("Done, and no body was asked for.");

/** What the routes need. */
interface Options {
  readonly write: Write;
  readonly audit: ReminderAudit;
}

/** `/api/tasks/{id}/reminders`, `…/snooze` and `…/acknowledge`: what became of reminders, put off and seen. */
export const taskReminderRoutes: FastifyPluginAsyncZod<Options> = async (app, { write, audit }) => {
  app.get(
    "/api/tasks/:id/reminders",
    {
      schema: {
        ...common,
        summary: "Read what became of a task's reminders",
        description: "When each was wanted, armed, fired, accepted by which channel, and acknowledged.",
        params,
        response: { 200: reminderAudit },
      },
    },
    async ({ userId, params: { id } }) => ({ items: await audit.read(userId, id) }),
  );

  app.post(
    "/api/tasks/:id/snooze",
    {
      config: { problems: [409] },
      schema: {
        ...common,
        summary: "Put a reminder off",
        description:
          "Tonight is 20:00 by the task's clock, tomorrow morning 09:00. It ends when the task is done or its times change.",
        headers: writeHeaders,
        params,
        body: snooze,
        response: { 200: writtenTask, 204: none },
      },
    },
    (request, reply) =>
      write(request, reply, async (unit) => {
        const expects = ifMatch(request.headers["if-match"]);
        const { task } = await snoozeTask(unit, request.params.id, request.body, expects);
        return { status: 200, body: task };
      }),
  );

  app.post(
    "/api/tasks/:id/acknowledge",
    {
      schema: {
        ...common,
        summary: "Say that you have seen a task's reminders: what waits to be sent isn't any more",
        params,
        response: { 200: acknowledged },
      },
    },
    async ({ userId, params: { id } }) => ({ acknowledged: await audit.acknowledge(userId, id) }),
  );
};
