import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { AppError } from "@punctual/service-kit/errors";
import type { FastifyBaseLogger } from "fastify";
import { TOOLS } from "./registry.ts";
import type { ToolContext } from "./tool.ts";

/** Makes an MCP server for one user; it knows no transport. */
export function createMcpServer(context: ToolContext & { readonly logger: FastifyBaseLogger }): McpServer {
  const server = new McpServer(
    { name: "punctual", title: "Punctual", version: "0.1.0" },
    { instructions: "Keeps a person's tasks. Instants are UTC; ids are integers and never reused." },
  );
  for (const { name, config, call } of TOOLS) {
    server.registerTool(name, config, async (input: unknown): Promise<CallToolResult> => {
      try {
        return await call(input, context);
      } catch (error) {
        return toToolError(error, context.logger);
      }
    });
  }
  return server;
}

/** What went wrong as advice to the model (`isError`): it can correct itself, which a protocol error wouldn't let it. */
function toToolError(error: unknown, logger: FastifyBaseLogger): CallToolResult {
  if (error instanceof AppError && error.status < 500) {
    return {
      isError: true,
      content: [{ type: "text", text: `${error.title} (${error.code}). ${error.message}` }],
    };
  }
  logger.error({ err: error }, "a tool failed");
  const text = "Something broke on our side; nothing was changed. Try again later.";
  return { isError: true, content: [{ type: "text", text }] };
}
