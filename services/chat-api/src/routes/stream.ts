import { requireSidecar } from "@punctual/service-kit/dapr/channel";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { EVENT_STREAM } from "../live/event-stream.ts";
import type { Live } from "../live/live.ts";

/** What {@link streamRoutes} needs. */
export interface StreamRoutesOptions {
  readonly live: Live;
  /** Tells whether what a request was let in with still lets it in. */
  readonly stillValid: (request: FastifyRequest) => Promise<boolean>;
}

const SUMMARY = "Follow changes as they happen";
const DESCRIPTION = `Server-Sent Events (WHATWG HTML). A new stream begins with \`hello {sequence}\` and tells of every change from
then on as \`change\`, whoever made it and wherever. Connect again with the id of the last event as \`Last-Event-ID\` (browsers
do so by themselves) and nothing is missed; where that can't be, \`reset {reason, sequence}\` says so: load anew what you show,
and go on listening. Changes are kept for 30 days.`;

/** `/api/stream`: live updates. */
export const streamRoutes: FastifyPluginAsyncZod<StreamRoutesOptions> = async (app, { live, stillValid }) => {
  app.get(
    "/api/stream",
    {
      exposeHeadRoute: false,
      config: { endless: true },
      schema: {
        tags: ["live updates"],
        security: [{ token: [] }],
        summary: SUMMARY,
        description: DESCRIPTION,
        headers: z.looseObject({
          "last-event-id": z.string().optional().describe("id of the last event that you have"),
        }),
        querystring: z.strictObject({
          last_event_id: z
            .string()
            .max(100)
            .optional()
            .describe("the same, for a first connection with EventSource, which can't set headers"),
        }),
        response: {
          200: {
            description: "Events, until either side ends it",
            content: { [EVENT_STREAM]: { schema: z.string() } },
          },
        },
      },
    },
    async (request, reply) => {
      const { userId } = request;
      const lastEventId = request.headers["last-event-id"] ?? request.query.last_event_id;
      await live.open({ userId, lastEventId, stillValid: () => stillValid(request) }, () => {
        reply.hijack();
        return { response: reply.raw, headers: reply.getHeaders() };
      });
    },
  );
  app.addHook("preClose", async () => live.close());
};

/** Where the sidecar wakes live streams: a delivery that gets lost is made up for by their own looking. */
export const wakeUpRoutes: FastifyPluginAsyncZod<{ live: Live; appApiToken: string }> = async (
  app,
  { live, appApiToken },
) => {
  app.addHook("onRequest", requireSidecar(appApiToken));
  const wakeUp = z.looseObject({ data: z.looseObject({ user_id: z.string() }) });
  app.post("/dapr/task-updates", { schema: { hide: true } }, async (request, reply) => {
    const { success, data: event } = wakeUp.safeParse(request.body);
    // What wakes nobody isn't worth another try.
    if (success) live.wake(event.data.user_id);
    return reply.code(200).send();
  });
};
