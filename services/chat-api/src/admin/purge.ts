import { adminPurged } from "@punctual/contracts/admin";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { PURGES } from "../purge/purges.ts";

/** `POST /admin/purge`: deletes now what would be deleted within the hour. */
export const adminPurgeRoutes: FastifyPluginAsyncZod<{ readonly pool: pg.Pool }> = async (app, { pool }) => {
  app.post("/purge", { schema: { response: { 200: adminPurged } } }, async () => {
    const purged: Record<string, number> = {};
    for (const { name, run } of PURGES) purged[name] = await run(pool);
    return purged;
  });
};
