import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { errors } from "@punctual/service-kit/errors";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { callerOf } from "../caller.ts";
import { chatApiErrors } from "../errors.ts";
import { createMcpServer } from "../mcp/server.ts";
import { countToolCalls } from "../mcp/tool-metrics.ts";

/**
 * `/mcp`: the Model Context Protocol over Streamable HTTP, without sessions: each request stands alone, so that any
 * replica can answer it.
 */
export const mcpRoutes: FastifyPluginAsyncZod<{ pool: pg.Pool; publicUrl: string }> = async (
  app,
  { pool, publicUrl },
) => {
  // A must of Streamable HTTP (section Security Warning): a page that rebinds its name to this address is refused.
  const ownOrigin = new URL(publicUrl).origin;
  app.addHook("onRequest", async ({ headers }) => {
    if (headers.origin === undefined || headers.origin === ownOrigin) return;
    throw chatApiErrors.originNotAllowed(`Only pages of ${ownOrigin} may; agents send no Origin at all.`);
  });

  const count = countToolCalls(app.metrics);
  app.post("/mcp", { schema: { hide: true } }, async (request, reply) => {
    const caller = callerOf(request, "mcp");
    const server = createMcpServer({ pool, caller, logger: request.log, count });
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    reply.hijack();
    reply.raw.on("close", () => {
      server
        .close()
        .catch((error: unknown) => request.log.warn({ err: error }, "an MCP server didn't close"));
    });
    // The SDK's own types don't agree under exactOptionalPropertyTypes.
    await server.connect(transport as Transport);
    await transport.handleRequest(request.raw, reply.raw, request.body);
    return reply;
  });

  // Without sessions there is no stream to open and none to end (Streamable HTTP allows 405 for both).
  app.route({
    method: ["GET", "DELETE"],
    url: "/mcp",
    schema: { hide: true },
    handler: async (_request, reply) => {
      reply.header("allow", "POST");
      throw errors.methodNotAllowed("Send MCP messages with POST; this server keeps no sessions.");
    },
  });
};
