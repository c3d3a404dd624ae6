import { feed, madeFeed, newFeed } from "@punctual/contracts/interchange";
import { idParam } from "@punctual/contracts/named";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { interchangeErrors } from "../interchange/errors.ts";
import { feedCalendar, feedTag, listFeeds, makeFeed, openFeed, revokeFeed } from "../interchange/feeds.ts";
import { listTasks } from "../listing/list-tasks.ts";
import { asPerson } from "../store/unit-of-work.ts";

const common = { tags: ["feeds"], security: [{ token: [] }] };
const params = z.strictObject({ id: idParam });

/** `/api/feeds`: makes, lists and revokes calendar feeds. */
export const feedRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; publicUrl: string }> = async (
  app,
  { pool, publicUrl },
) => {
  app.post(
    "/api/feeds",
    {
      schema: {
        ...common,
        summary: "Make a calendar feed",
        description: "Whoever has its address sees its tasks. The address is shown this once.",
        body: newFeed,
        response: { 201: madeFeed },
      },
    },
    async (request, reply) => {
      const { body, userId } = request;
      const { feed: made, secret } = await asPerson(pool, userId, async (reader) => {
        // A query that can't be read is refused now rather than to a calendar.
        if (body.query !== null) {
          await listTasks(reader, { query: body.query, time_zone: body.time_zone, limit: 1 });
        }
        return makeFeed(reader, body);
      });
      const url = new URL(`/feeds/${secret}.ics`, publicUrl).href;
      return reply
        .code(201)
        .header("cache-control", "no-store")
        .send({ ...made, url });
    },
  );

  app.get(
    "/api/feeds",
    {
      schema: {
        ...common,
        summary: "List calendar feeds",
        response: { 200: z.strictObject({ items: z.array(feed) }) },
      },
    },
    async ({ userId }) => ({ items: await asPerson(pool, userId, listFeeds) }),
  );

  app.delete(
    "/api/feeds/:id",
    { schema: { ...common, summary: "Revoke a calendar feed", params, response: { 204: z.null() } } },
    async (request, reply) => {
      const { id } = request.params;
      const gone = await asPerson(pool, request.userId, (reader) => revokeFeed(reader, id));
      if (!gone) throw interchangeErrors.feedNotFound(`You have no feed ${id}.`);
      return reply.code(204).send(null);
    },
  );
};

const calendarQuery = z.strictObject({
  as: z
    .enum(["todos", "events"])
    .default("todos")
    .describe("events: for calendars that show no to-dos; only tasks that are due."),
});
const secret = z.strictObject({ token: z.string().max(200).describe("The feed's secret.") });

/** `/feeds/{secret}.ics`: the calendars themselves, for programs that know no more than the address. */
export const feedCalendarRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool }> = async (app, { pool }) => {
  app.get(
    "/feeds/:token(^\\w+).ics",
    {
      config: { problems: [404] },
      schema: {
        tags: ["feeds"],
        summary: "Fetch a calendar feed",
        params: secret,
        querystring: calendarQuery,
        response: {
          200: { description: "The calendar", content: { "text/calendar": { schema: z.string() } } },
          304: z.null().describe("As you have it."),
        },
      },
    },
    async (request, reply) => {
      // Also for what isn't there: no proxy may keep anything.
      reply.header("cache-control", "private, no-cache");
      const opened = await openFeed(pool, request.params.token);
      if (!opened) throw interchangeErrors.feedNotFound("The feed was revoked, or the address isn't whole.");
      const etag = await feedTag(pool, opened, request.query.as);
      reply.header("etag", etag);
      const had = request.headers["if-none-match"]?.split(",").map((tag) => tag.trim());
      if (had?.includes(etag) || had?.includes("*")) return reply.code(304).send(null as never);
      return reply
        .type("text/calendar; charset=utf-8")
        .header("content-disposition", 'inline; filename="punctual.ics"')
        .send((await feedCalendar(pool, opened, request.query.as)) as never);
    },
  );
};
