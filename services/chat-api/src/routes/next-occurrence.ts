import { nextOccurrence, nextOccurrenceMade } from "@punctual/contracts/occurrences";
import { requireSidecar } from "@punctual/service-kit/dapr/channel";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { writeAs } from "../store/unit-of-work.ts";
import { makeNext } from "../use-cases/occurrences/make-next.ts";

/** `/dapr/next-occurrence`: recurrence asks by service invocation for the task that follows a completed one. */
export const nextOccurrenceRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; appApiToken: string }> = async (
  app,
  { pool, appApiToken },
) => {
  app.post(
    "/dapr/next-occurrence",
    {
      onRequest: requireSidecar(appApiToken),
      schema: { hide: true, body: nextOccurrence, response: { 200: nextOccurrenceMade } },
    },
    async ({ body }) => {
      const caller = { userId: body.user_id, actor: { door: "system", credential: "recurrence" } } as const;
      return writeAs(pool, caller, (unit) => makeNext(unit, body));
    },
  );
};
