import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import type { People } from "../people/people.ts";
import type { Told } from "../use-cases/reminders/told.ts";
import { requireAdmin } from "./guard.ts";
import { adminOutboxRoutes } from "./outbox.ts";
import { adminPurgeRoutes } from "./purge.ts";
import { adminReminderRoutes } from "./reminders.ts";
import { adminSeedRoutes } from "./seed.ts";
import { createUsers } from "./store/users.ts";
import { adminUserRoutes } from "./users.ts";

/** What the admin API needs. */
export interface AdminOptions {
  readonly pool: pg.Pool;
  readonly told: Pick<Told, "lag">;
  readonly people: Pick<People, "tokens" | "limitAddress">;
  /** SHA-256 of the token that operators show, in hex; without one there is no such API. */
  readonly tokenSha256: string | undefined;
}

/** `/admin`: what `npm run admin` asks, and nobody else. It isn't in the OpenAPI document. */
export const adminRoutes: FastifyPluginAsyncZod<AdminOptions> = async (
  app,
  { pool, people, told, tokenSha256 },
) => {
  if (tokenSha256 === undefined) return;
  await app.register(
    async (admin) => {
      admin.addHook("onRoute", (route) => {
        route.schema = { ...route.schema, hide: true };
      });
      admin.addHook("onRequest", requireAdmin(tokenSha256, people.limitAddress));
      await admin.register(adminUserRoutes, { users: createUsers(pool), tokens: people.tokens });
      await admin.register(adminOutboxRoutes, { pool });
      await admin.register(adminReminderRoutes, { pool, told });
      await admin.register(adminPurgeRoutes, { pool });
      await admin.register(adminSeedRoutes, { pool });
    },
    { prefix: "/admin" },
  );
};
