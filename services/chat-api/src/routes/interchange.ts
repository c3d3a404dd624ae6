import { importReport } from "@punctual/contracts/interchange";
import { projectName } from "@punctual/contracts/named";
import { timeZone } from "@punctual/contracts/time";
import { FORMAT_NAMES, FORMATS } from "@punctual/interchange/formats";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import { callerOf } from "../caller.ts";
import { exportTasks } from "../interchange/export.ts";
import { createImports } from "../interchange/imports.ts";
import { startSweep } from "../interchange/sweep.ts";

const flag = (what: string) => z.enum(["true", "false"]).default("false").describe(what);
const format = z.enum(FORMAT_NAMES);
const security = [{ token: [] }];

const importQuery = z.strictObject({
  format,
  dry_run: flag("Reports what the import would do, and does nothing."),
  on_error: z
    .enum(["stop", "skip"])
    .default("stop")
    .describe("stop: nothing is written if anything is an error. skip: all but what is an error is written."),
  time_zone: timeZone.default("UTC").describe("Of times that have none in the file."),
  project: projectName.optional().describe("Of tasks for which the file names none."),
});

const exportQuery = z.strictObject({
  format: format.default("json"),
  query: z.string().max(2000).optional().describe("Which tasks: see docs/queries.md. All without."),
  time_zone: timeZone.default("UTC").describe("Where days of the query begin, such as today."),
});

/** What an export comes as. */
const FILES = Object.fromEntries(
  Object.values(FORMATS).map(({ mediaType }) => [mediaType.split(";", 1)[0], { schema: z.string() }]),
);

/** `/api/import` and `/api/export`: tasks from files of other programs and to them, as streams. */
export const interchangeRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool }> = async (app, { pool }) => {
  const imports = createImports(pool, app.log);
  const stopSweep = startSweep(pool, app.log);
  app.addHook("onClose", stopSweep);

  await app.register(async (files: typeof app) => {
    // Files come as they are, whatever their media type: they are read while they arrive.
    files.removeAllContentTypeParsers();
    files.addContentTypeParser("*", (_request, body, done) => done(null, body));
    files.post(
      "/api/import",
      {
        config: { problems: [409, 413, 422, 429] },
        schema: {
          tags: ["import"],
          security,
          summary: "Import a file of tasks",
          description:
            "The body is the file. All of it is written or nothing; tasks that are there already, by their uids, stay as they are.",
          querystring: importQuery,
          response: { 200: importReport },
        },
      },
      async (request, reply) => {
        // A file that isn't read to its end must not cut the connection: it is what the answer comes by.
        const body: AsyncIterable<Buffer> = request.raw.iterator({ destroyOnReturn: false });
        const report = await imports.run(callerOf(request, "import"), body, {
          ...request.query,
          dryRun: request.query.dry_run === "true",
        });
        if (report.undo_token !== null) reply.header("undo-token", report.undo_token);
        return report;
      },
    );
  });

  app.get(
    "/api/export",
    {
      schema: {
        tags: ["export"],
        security,
        summary: "Export tasks as a file",
        querystring: exportQuery,
        response: { 200: { description: "The file, as a stream", content: FILES } },
      },
    },
    async (request, reply) => {
      const { mediaType, extension } = FORMATS[request.query.format];
      const stream = await exportTasks(pool, request.userId, request.query);
      return reply
        .type(mediaType)
        .header("content-disposition", `attachment; filename="punctual.${extension}"`)
        .header("cache-control", "no-store")
        .send(stream as never);
    },
  );
};
