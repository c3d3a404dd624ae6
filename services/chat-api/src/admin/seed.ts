import { PassThrough } from "node:stream";
import { setImmediate as breathe } from "node:timers/promises";
import { adminSeed, type adminSeedLine } from "@punctual/contracts/admin";
import { reasonOf } from "@punctual/service-kit/errors";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import type { z } from "zod";
import { seed, seedUserId, tidy } from "../seed/seed.ts";

type Line = z.infer<typeof adminSeedLine>;

/**
 * `POST /admin/seed`: fills the database, and tells as lines of JSON (application/x-ndjson) how far it is. It goes
 * through this door rather than straight to PostgreSQL, so that it works wherever the platform runs.
 */
export const adminSeedRoutes: FastifyPluginAsyncZod<{ readonly pool: pg.Pool }> = async (app, { pool }) => {
  app.post("/seed", { schema: { body: adminSeed } }, async (request, reply) => {
    const options = { ...request.body, now: new Date(request.body.now) };
    const lines = new PassThrough();
    const say = (line: Line) => lines.write(`${JSON.stringify(line)}\n`);
    const began = performance.now();
    const work = async () => {
      await breathe();
      await seed(pool, options, say);
      say({ tidying: true });
      await tidy(pool);
      say({
        done: true,
        first_user: seedUserId(options.seed, options.first),
        last_user: seedUserId(options.seed, options.first + options.users - 1),
        seconds: Math.round((performance.now() - began) / 100) / 10,
      });
    };
    void work()
      .catch((error: unknown) => {
        request.log.error({ err: error }, "seeding failed");
        say({ error: reasonOf(error) });
      })
      .finally(() => lines.end());
    return reply.type("application/x-ndjson").send(lines);
  });
};
