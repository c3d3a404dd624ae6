import { adminReminderLag } from "@punctual/contracts/admin";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { countWaiting, firedLag } from "../store/reminders/waiting.ts";

/** `/admin/reminders`: how late reminders are. */
export const adminReminderRoutes: FastifyPluginAsyncZod<{ readonly pool: pg.Pool }> = async (
  app,
  { pool },
) => {
  app.get("/reminders/lag", { schema: { response: { 200: adminReminderLag } } }, async () => {
    const { armed, unarmed, overdue, overdueSeconds } = await countWaiting(pool);
    return { ...(await firedLag(pool)), armed, unarmed, overdue, overdue_seconds: overdueSeconds };
  });
};
