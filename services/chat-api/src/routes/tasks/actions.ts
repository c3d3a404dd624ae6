import { idParam } from "@punctual/contracts/named";
import type { Task } from "@punctual/contracts/task";
import { writtenTask } from "@punctual/contracts/writes";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { ifMatch } from "../../http/preconditions.ts";
import type { Answer, Write } from "../../http/write.ts";
import { writeHeaders } from "../../http/write-headers.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { endSeries } from "../../use-cases/occurrences/postpone.ts";
import { skipTask } from "../../use-cases/occurrences/skip.ts";
import type { Precondition } from "../../use-cases/tasks/change.ts";
import { completeTask, reopenTask } from "../../use-cases/tasks/complete.ts";
import { deleteTask, emptyTrash, purgeTask, restoreTask } from "../../use-cases/tasks/trash.ts";

type Act = (unit: UnitOfWork, id: number, expects?: Precondition) => Promise<Task>;

/** What is done to one task without a body. */
const ACTIONS: readonly { readonly path: string; readonly summary: string; readonly act: Act }[] = [
  { path: "complete", summary: "Complete a task", act: completeTask },
  { path: "reopen", summary: "Open a task that was done", act: reopenTask },
  { path: "skip", summary: "Move a task that recurs on to its next occurrence", act: skipTask },
  { path: "end-series", summary: "Let nothing follow a task that recurs", act: endSeries },
  { path: "restore", summary: "Take a task out of the trash", act: restoreTask },
];

const params = z.strictObject({ id: idParam });
const common = { tags: ["tasks"], security: [{ token: [] }], headers: writeHeaders };
const none = z.null().describe("Done; the header undo-token takes it back where it can be.");
const emptied = z.strictObject({ purged: z.int(), more: z.boolean(), undo_token: z.null() });

/** `/api/tasks/{id}/…` and `/api/trash`: completes, reopens, deletes, restores and purges tasks. */
export const taskActionRoutes: FastifyPluginAsyncZod<{ write: Write }> = async (app, { write }) => {
  for (const { path, summary, act } of ACTIONS) {
    app.post(
      `/api/tasks/:id/${path}`,
      { schema: { ...common, summary, params, response: { 200: writtenTask, 204: none } } },
      (request, reply) =>
        write(request, reply, async (unit): Promise<Answer> => {
          const { headers } = request;
          const { id } = request.params as z.output<typeof params>;
          return { status: 200, body: await act(unit, id, ifMatch(headers["if-match"])) };
        }),
    );
  }

  app.delete(
    "/api/tasks/:id",
    { schema: { ...common, summary: "Put a task into the trash", params, response: { 204: none } } },
    (request, reply) =>
      write(request, reply, async (unit): Promise<Answer> => {
        await deleteTask(unit, request.params.id, ifMatch(request.headers["if-match"]));
        return { status: 204, body: null };
      }),
  );

  app.delete(
    "/api/trash/:id",
    { schema: { ...common, summary: "Delete a trashed task for good", params, response: { 204: none } } },
    (request, reply) =>
      write(request, reply, async (unit): Promise<Answer> => {
        await purgeTask(unit, request.params.id, ifMatch(request.headers["if-match"]));
        return { status: 204, body: null, undoable: false };
      }),
  );

  app.delete(
    "/api/trash",
    {
      schema: {
        ...common,
        summary: "Empty the trash, up to 500 tasks at a time",
        response: { 200: emptied, 204: none },
      },
    },
    (request, reply) =>
      write(request, reply, async (unit): Promise<Answer> => {
        return { status: 200, body: await emptyTrash(unit), undoable: false };
      }),
  );
};
