import { adminOutbox, adminOutboxRetried } from "@punctual/contracts/admin";
import { failingUsers, retryFailing } from "@punctual/service-kit/outbox/failing";
import { backlog } from "@punctual/service-kit/outbox/queries";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";

/** `/admin/outbox`: what waits for Kafka. */
export const adminOutboxRoutes: FastifyPluginAsyncZod<{ readonly pool: pg.Pool }> = async (app, { pool }) => {
  app.get("/outbox", { schema: { response: { 200: adminOutbox } } }, async () => {
    const { depth, ageSeconds } = await backlog(pool);
    const failing = await failingUsers(pool);
    return {
      depth,
      age_seconds: ageSeconds,
      failing: failing.map((user) => ({ ...user, retry_at: user.retry_at?.toISOString() ?? null })),
    };
  });

  app.post("/outbox/retry", { schema: { response: { 200: adminOutboxRetried } } }, async () => ({
    users: await retryFailing(pool),
  }));
};
