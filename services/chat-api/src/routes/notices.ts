import { APP_IDS } from "@punctual/contracts/apps";
import { liveNotice, noticePage, noticesQuery } from "@punctual/contracts/notice";
import { requireSidecar } from "@punctual/service-kit/dapr/channel";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { keepNotice, listNotices } from "../store/notices.ts";
import { readAs, writeAs } from "../store/unit-of-work.ts";

/** `/api/notices`: what the person was told in open clients. */
export const noticeRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool }> = async (app, { pool }) => {
  app.get(
    "/api/notices",
    {
      schema: {
        tags: ["notifications"],
        security: [{ token: [] }],
        summary: "List what you were told in the last 30 days, newest first",
        querystring: noticesQuery,
        response: { 200: noticePage },
      },
    },
    async ({ userId, query: { before, limit } }) => {
      // One more than asked for tells whether there is a next page.
      const found = await readAs(pool, userId, (reader) => listNotices(reader, { before, limit: limit + 1 }));
      const items = found.slice(0, limit);
      return { items, next_before: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );
};

/** `/dapr/notices`: the notifier tells live clients by service invocation, through the change log that streams read. */
export const liveNoticeRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; appApiToken: string }> = async (
  app,
  { pool, appApiToken },
) => {
  app.post(
    "/dapr/notices",
    {
      onRequest: requireSidecar(appApiToken),
      schema: { hide: true, body: liveNotice, response: { 200: z.strictObject({}) } },
    },
    async ({ body }) => {
      const caller = {
        userId: body.user_id,
        actor: { door: "system", credential: APP_IDS.notifier },
      } as const;
      await writeAs(pool, caller, async (unit) => {
        const kept = await keepNotice(unit, body);
        if (!kept) return;
        const after = { id: kept.id, version: 1, updated_at: kept.created_at };
        unit.record({ entity: "notice", action: "created", before: null, after });
      });
      return {};
    },
  );
};
