import { adminReminderLag } from "@punctual/contracts/admin";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { countWaiting, firedLag } from "../store/reminders/waiting.ts";
import type { Told } from "../use-cases/reminders/told.ts";

/** What the routes need. */
interface ReminderLagOptions {
  readonly pool: pg.Pool;
  readonly told: Pick<Told, "lag">;
}

/** `/admin/reminders`: how late reminders are. */
export const adminReminderRoutes: FastifyPluginAsyncZod<ReminderLagOptions> = async (app, { pool, told }) => {
  app.get("/reminders/lag", { schema: { response: { 200: adminReminderLag } } }, async () => {
    const { armed, unarmed, overdue, overdueSeconds } = await countWaiting(pool);
    // The operator wants to see the rest above all while the notifier is away; null says that it is.
    const channels = await told.lag().catch(() => null);
    return { ...(await firedLag(pool)), channels, armed, unarmed, overdue, overdue_seconds: overdueSeconds };
  });
};
