import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { errors } from "@punctual/service-kit/errors";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { credentialOf, insufficientScope } from "../auth.ts";
import { callerOf } from "../caller.ts";
import { chatApiErrors } from "../errors.ts";
import { scopeOfMessage } from "../mcp/needed-scope.ts";
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
  // Which tool is called says what the credential must be allowed.
  const open = { schema: { hide: true }, config: { scope: "read" } } as const;
  app.post("/mcp", open, async (request, reply) => {
    const caller = callerOf(request, "mcp");
    const { scopes } = credentialOf(request);
    const needed = scopeOfMessage(request.body);
    // As MCP's authorization section has it, so that a client can ask its person for more.
    if (!scopes.includes(needed)) throw insufficientScope(reply, needed);
    const server = createMcpServer({ pool, caller, scopes, logger: request.log, count });
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
    ...open,
    handler: async (_request, reply) => {
      reply.header("allow", "POST");
      throw errors.methodNotAllowed("Send MCP messages with POST; this server keeps no sessions.");
    },
  });
};
