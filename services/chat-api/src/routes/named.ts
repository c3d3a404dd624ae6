import { idParam, newProject, newTag, project, projectPatch, tag, tagPatch } from "@punctual/contracts/named";
import { moveProject as moveBody, writtenProject, writtenTag } from "@punctual/contracts/writes";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { etagOf, ifMatch } from "../http/preconditions.ts";
import type { Write } from "../http/write.ts";
import { writeHeaders } from "../http/write-headers.ts";
import { listNamed } from "../store/named.ts";
import { asPerson } from "../store/unit-of-work.ts";
import { deleteNamed } from "../use-cases/delete-named.ts";
import { moveProject } from "../use-cases/move-project.ts";
import { createNamed, getNamed, patchNamed } from "../use-cases/named.ts";

const KINDS = [
  {
    kind: "project",
    path: "/api/projects",
    one: project,
    made: newProject,
    patch: projectPatch,
    written: writtenProject,
  },
  { kind: "tag", path: "/api/tags", one: tag, made: newTag, patch: tagPatch, written: writtenTag },
] as const;

const params = z.strictObject({ id: idParam });
const flag = z.enum(["true", "false"]).default("false");
const listing = z.strictObject({ archived: flag.describe("Also those in the archive.") });
const none = z.null().describe("Done, and no body was asked for.");

/** `/api/projects` and `/api/tags`: lists, makes, renames, colours and archives them. */
export const namedRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; write: Write }> = async (
  app,
  { pool, write },
) => {
  for (const { kind, path, one, made, patch, written } of KINDS) {
    const common = { tags: [`${kind}s`], security: [{ token: [] }] };
    app.get(
      path,
      {
        schema: {
          ...common,
          summary: `List ${kind}s`,
          querystring: listing,
          response: { 200: z.strictObject({ items: z.array(one as typeof tag) }) },
        },
      },
      async ({ userId, query }) => {
        const items = await asPerson(pool, userId, (reader) =>
          listNamed(reader, kind, query.archived === "true"),
        );
        return { items };
      },
    );

    app.get(
      `${path}/:id`,
      { schema: { ...common, summary: `Read a ${kind}`, params, response: { 200: one as typeof tag } } },
      async (request, reply) => {
        const { id } = request.params as z.output<typeof params>;
        const found = await asPerson(pool, request.userId, (reader) => getNamed(reader, kind, id));
        return reply.header("etag", etagOf(found)).send(found);
      },
    );

    app.post(
      path,
      {
        schema: {
          ...common,
          headers: writeHeaders,
          summary: `Make a ${kind}`,
          body: made,
          response: { 201: written },
        },
      },
      (request, reply) =>
        write(request, reply, async (unit) => {
          const body = await createNamed(unit, kind, request.body);
          return { status: 201, body, headers: { location: `${path}/${body.id}` } };
        }),
    );

    app.patch(
      `${path}/:id`,
      {
        schema: {
          ...common,
          headers: writeHeaders,
          summary: `Change a ${kind}`,
          params,
          body: patch,
          response: { 200: written, 204: none },
        },
      },
      (request, reply) =>
        write(request, reply, async (unit) => {
          const { id } = request.params as z.output<typeof params>;
          const expects = ifMatch(request.headers["if-match"]);
          return { status: 200, body: await patchNamed(unit, kind, id, request.body, expects) };
        }),
    );

    app.delete(
      `${path}/:id`,
      {
        schema: {
          ...common,
          headers: writeHeaders,
          summary: kind === "tag" ? "Delete a tag, which its tasks lose" : "Delete a project without tasks",
          params,
          response: { 204: none },
        },
      },
      (request, reply) =>
        write(request, reply, async (unit) => {
          const { id } = request.params as z.output<typeof params>;
          await deleteNamed(unit, kind, id, ifMatch(request.headers["if-match"]));
          return { status: 204, body: null };
        }),
    );
  }

  app.post(
    "/api/projects/:id/move",
    {
      schema: {
        tags: ["projects"],
        security: [{ token: [] }],
        headers: writeHeaders,
        summary: "Put a project before or after another",
        params,
        body: moveBody,
        response: { 200: writtenProject, 204: none },
      },
    },
    (request, reply) =>
      write(request, reply, async (unit) => {
        const expects = ifMatch(request.headers["if-match"]);
        return { status: 200, body: await moveProject(unit, request.params.id, request.body, expects) };
      }),
  );
};
