import { cloudEvent } from "@punctual/contracts/cloud-event";
import { deadLetterList, replayed } from "@punctual/contracts/dead-letter";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { Counter } from "prom-client";
import { z } from "zod";
import { requireSidecar, sendDeliveryProblem } from "../dapr/channel.ts";
import { errors } from "../errors.ts";
import type { Consumer } from "./consumer.ts";
import { findDeadLetter, keepDeadLetter, listDeadLetters, markReplayed } from "./dead-letters.ts";

/** What the deliveries of a service need. */
export interface DeliveriesOptions {
  readonly consumers: readonly Consumer[];
  readonly pool: pg.Pool;
  readonly appApiToken: string;
}

/** How many events' last failures are remembered for their dead letters. */
const REMEMBERED_FAILURES = 1000;

/**
 * Routes that the sidecar delivers to: one for each consumer, and `/dapr/dead-letters` for what none of them could
 * take; and, for operators who hold the same token, `GET /dead-letters` and `POST /dead-letters/{id}/replay`.
 */
export const deliveriesPlugin: FastifyPluginAsyncZod<DeliveriesOptions> = async (app, options) => {
  const { consumers, pool } = options;
  const failures = new Map<string, string>();
  const events = new Counter({
    name: "punctual_events_consumed_total",
    help: "Deliveries by topic and result (taken, duplicate, failed, dead).",
    labelNames: ["topic", "result"],
    registers: [app.metrics],
  });
  app.addHook("onRequest", requireSidecar(options.appApiToken));

  await app.register(async (routes) => {
    routes.setErrorHandler(sendDeliveryProblem);
    const schema = { hide: true };

    for (const consumer of consumers) {
      routes.post(consumer.path, { schema }, async (request, reply) => {
        const event = cloudEvent.parse(request.body);
        try {
          const result = await consumer.take(pool, event);
          events.inc({ topic: consumer.topic, result });
          failures.delete(event.id);
          return await reply.code(200).send();
        } catch (error) {
          events.inc({ topic: consumer.topic, result: "failed" });
          remember(failures, event.id, error);
          throw error;
        }
      });
    }

    routes.post("/dapr/dead-letters", { schema }, async (request, reply) => {
      const event = cloudEvent.parse(request.body);
      // Each service has one subscription with dead letters, or names the topic in the event, as Dapr does.
      const topic =
        consumers.find((consumer) => consumer.topic === event.topic)?.topic ?? consumers[0]?.topic;
      if (!topic) throw new Error("this service has no consumers");
      await keepDeadLetter(pool, { event, topic, error: failures.get(event.id) });
      failures.delete(event.id);
      events.inc({ topic, result: "dead" });
      request.log.error({ event_id: event.id, topic }, "an event was given up; it waits in the dead letters");
      return reply.code(200).send();
    });
  });

  app.get("/dead-letters", { schema: { hide: true, response: { 200: deadLetterList } } }, async () => ({
    items: await listDeadLetters(pool),
  }));

  const params = z.strictObject({ id: z.coerce.number().int().positive() });
  app.post(
    "/dead-letters/:id/replay",
    { schema: { hide: true, params, response: { 200: replayed } } },
    async (request) => {
      const { id } = request.params;
      const letter = await findDeadLetter(pool, id);
      const consumer = consumers.find(({ topic }) => topic === letter?.topic);
      if (!letter || !consumer) throw errors.deadLetterNotFound(`There is no dead letter ${id} here.`);
      try {
        await consumer.take(pool, letter.event);
      } catch (error) {
        // To the operator, who can do something about it, unlike Dapr.
        throw errors.replayFailed(reasonOf(error), { cause: error });
      }
      return { id, replayed_at: await markReplayed(pool, id) };
    },
  );
};

function remember(failures: Map<string, string>, eventId: string, error: unknown): void {
  failures.delete(eventId);
  failures.set(eventId, reasonOf(error));
  const oldest = failures.keys().next();
  if (failures.size > REMEMBERED_FAILURES && !oldest.done) failures.delete(oldest.value);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
