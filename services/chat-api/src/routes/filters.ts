import { filterPatch, newFilter, savedFilter, writtenFilter } from "@punctual/contracts/filter";
import { idParam } from "@punctual/contracts/named";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { etagOf, ifMatch } from "../http/preconditions.ts";
import type { Write } from "../http/write.ts";
import { writeHeaders } from "../http/write-headers.ts";
import { listFilters } from "../store/filters.ts";
import { asPerson } from "../store/unit-of-work.ts";
import { createFilter, deleteFilter, getFilter, patchFilter } from "../use-cases/filters.ts";

const params = z.strictObject({ id: idParam });
const none = z.null().describe("Done, and no body was asked for.");
const common = { tags: ["filters"], security: [{ token: [] }] };
const writing = { ...common, headers: writeHeaders };

/** `/api/filters`: queries under a name, for `filter=` and `saved:`. */
export const filterRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; write: Write }> = async (
  app,
  { pool, write },
) => {
  app.get(
    "/api/filters",
    {
      schema: {
        ...common,
        summary: "List saved filters",
        response: { 200: z.strictObject({ items: z.array(savedFilter) }) },
      },
    },
    async ({ userId }) => ({ items: await asPerson(pool, userId, listFilters) }),
  );

  app.get(
    "/api/filters/:id",
    { schema: { ...common, summary: "Read a saved filter", params, response: { 200: savedFilter } } },
    async (request, reply) => {
      const found = await asPerson(pool, request.userId, (reader) => getFilter(reader, request.params.id));
      return reply.header("etag", etagOf(found)).send(found);
    },
  );

  app.post(
    "/api/filters",
    { schema: { ...writing, summary: "Save a filter", body: newFilter, response: { 201: writtenFilter } } },
    (request, reply) =>
      write(request, reply, async (unit) => {
        const body = await createFilter(unit, request.body);
        return { status: 201, body, headers: { location: `/api/filters/${body.id}` } };
      }),
  );

  app.patch(
    "/api/filters/:id",
    {
      schema: {
        ...writing,
        summary: "Change a saved filter",
        params,
        body: filterPatch,
        response: { 200: writtenFilter, 204: none },
      },
    },
    (request, reply) =>
      write(request, reply, async (unit) => {
        const expects = ifMatch(request.headers["if-match"]);
        return { status: 200, body: await patchFilter(unit, request.params.id, request.body, expects) };
      }),
  );

  app.delete(
    "/api/filters/:id",
    { schema: { ...writing, summary: "Delete a saved filter", params, response: { 204: none } } },
    (request, reply) =>
      write(request, reply, async (unit) => {
        await deleteFilter(unit, request.params.id, ifMatch(request.headers["if-match"]));
        return { status: 204, body: null };
      }),
  );
};
