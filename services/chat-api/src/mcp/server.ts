import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { Scope } from "@punctual/contracts/people";
import { AppError } from "@punctual/service-kit/errors";
import type { FastifyBaseLogger } from "fastify";
import { peopleErrors } from "../people/errors.ts";
import { scopeOfTool } from "./needed-scope.ts";
import { TOOLS } from "./registry.ts";
import type { ToolContext } from "./tool.ts";
import type { CountCall } from "./tool-metrics.ts";

/** What a server works with besides its tools' use cases. */
interface ServerContext extends ToolContext {
  /** What the caller's credential may do. */
  readonly scopes: readonly Scope[];
  readonly logger: FastifyBaseLogger;
  readonly count: CountCall;
}

/** Makes an MCP server for one user; it knows no transport. */
export function createMcpServer(context: ServerContext): McpServer {
  const server = new McpServer(
    { name: "punctual", title: "Punctual", version: "0.1.0" },
    { instructions: "Keeps a person's tasks. Instants are UTC; ids are integers and never reused." },
  );
  for (const { name, config, call } of TOOLS) {
    server.registerTool(name, config, async (input: unknown): Promise<CallToolResult> => {
      try {
        const needed = scopeOfTool(name);
        if (!context.scopes.includes(needed)) {
          throw peopleErrors.insufficientScope(`This needs a credential with the scope ${needed}.`);
        }
        const result = await call(input, context);
        context.count(name, "ok");
        return result;
      } catch (error) {
        const refusal = toRefusal(error);
        context.count(name, refusal ? "refused" : "failed");
        return refusal ?? toFailure(error, context.logger);
      }
    });
  }
  return server;
}

/** A refusal as advice to the model (`isError`): it can correct itself, which a protocol error wouldn't let it. */
function toRefusal(error: unknown): CallToolResult | undefined {
  if (!(error instanceof AppError) || error.status >= 500) return undefined;
  return toolError(`${error.title} (${error.code}). ${error.message}`);
}

function toFailure(error: unknown, logger: FastifyBaseLogger): CallToolResult {
  logger.error({ err: error }, "a tool failed");
  return toolError("Something broke on our side; nothing was changed. Try again later.");
}

function toolError(text: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}
