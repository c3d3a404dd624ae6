import { cloudEvent } from "@punctual/contracts/cloud-event";
import { deadLetterList, replayed } from "@punctual/contracts/dead-letter";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { requireSidecar, sendDeliveryProblem } from "../dapr/channel.ts";
import { AppError, errors, reasonOf } from "../errors.ts";
import type { Consumer } from "./consumer.ts";
import { consumerMetrics } from "./consumer-metrics.ts";
import { findDeadLetter, keepDeadLetter, listDeadLetters, markReplayed } from "./dead-letters.ts";
import { createFailures } from "./failures.ts";
import { startPurgingInbox } from "./purge-inbox.ts";

/** What the deliveries of a service need. */
export interface DeliveriesOptions {
  readonly consumers: readonly Consumer[];
  readonly pool: pg.Pool;
  readonly appApiToken: string;
}

/**
 * Failures of one event before it is given up. The sidecar's retries come ever more slowly (`dapr/resiliency/`), so these
 * take about ten seconds.
 */
const MOST_FAILURES = 7;

/**
 * Routes that the sidecar delivers to: one for each consumer, and `/dapr/dead-letters` for what none of them could
 * take; and, for operators who hold the same token, `GET /dead-letters` and `POST /dead-letters/{id}/replay`.
 */
export const deliveriesPlugin: FastifyPluginAsyncZod<DeliveriesOptions> = async (app, options) => {
  const { consumers, pool } = options;
  const failures = createFailures();
  const metrics = consumerMetrics(
    app.metrics,
    consumers.map(({ topic }) => topic),
    pool,
  );
  app.addHook("onRequest", requireSidecar(options.appApiToken));
  const stopPurging = startPurgingInbox(pool, app.log);
  app.addHook("onClose", async () => stopPurging());

  await app.register(async (routes) => {
    routes.setErrorHandler(sendDeliveryProblem);
    const schema = { hide: true };

    for (const consumer of consumers) {
      routes.post(consumer.path, { schema }, async (request, reply) => {
        const event = cloudEvent.parse(request.body);
        try {
          const result = await consumer.take(pool, event);
          metrics.count(consumer.topic, result);
          if (result === "taken") metrics.taken(consumer.topic, event);
          failures.forget(event.id);
          return await reply.code(200).send();
        } catch (error) {
          metrics.count(consumer.topic, "failed");
          // While what we need is away, no event is to blame: it is tried again until that is back.
          if (await isAway(error, pool)) throw error;
          const { count } = failures.add(event.id, error);
          if (count < MOST_FAILURES) throw error;
          request.log.error({ err: error, event_id: event.id }, "an event is given up");
          // To Dapr, DROP means: to the dead-letter topic, where the subscription has one.
          return await reply.code(200).send({ status: "DROP" });
        }
      });
    }

    routes.post("/dapr/dead-letters", { schema }, async (request, reply) => {
      const event = cloudEvent.parse(request.body);
      // Each service has one subscription with dead letters, or names the topic in the event, as Dapr does.
      const topic =
        consumers.find((consumer) => consumer.topic === event.topic)?.topic ?? consumers[0]?.topic;
      if (!topic) throw new Error("this service has no consumers");
      await keepDeadLetter(pool, { event, topic, error: failures.get(event.id)?.reason });
      failures.forget(event.id);
      metrics.count(topic, "dead");
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

/** Whether a failure is of something that every event needs: the database, or another service. */
async function isAway(error: unknown, pool: pg.Pool): Promise<boolean> {
  if (error instanceof AppError && error.status === 503) return true;
  try {
    await pool.query("SELECT 1");
    return false;
  } catch {
    return true;
  }
}
