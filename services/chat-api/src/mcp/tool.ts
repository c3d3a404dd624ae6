import type { CallToolResult, ToolAnnotations } from "@modelcontextprotocol/sdk/types.js";
import type pg from "pg";
import type { z } from "zod";
import type { Caller } from "../caller.ts";

/** What a tool works with: the database, and who is asking. */
export interface ToolContext {
  readonly pool: pg.Pool;
  readonly caller: Caller;
}

/** What a tool answers: words for the model, and the same as data. */
export interface ToolResult<Output> {
  readonly text: string;
  readonly data: Output;
}

/** A tool with its types gone, as the registry holds it. */
export interface Tool {
  readonly name: string;
  readonly config: {
    readonly title: string;
    readonly description: string;
    readonly inputSchema: z.ZodObject;
    readonly outputSchema: z.ZodObject;
    readonly annotations: ToolAnnotations;
  };
  readonly call: (input: unknown, context: ToolContext) => Promise<CallToolResult>;
}

/** Declares a tool: its input is validated by its schema before `run` sees it. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(definition: {
  readonly name: string;
  readonly title: string;
  /** Written for a model: what it does, when to use it, what comes back. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly annotations: ToolAnnotations;
  readonly run: (input: z.output<Input>, context: ToolContext) => Promise<ToolResult<z.input<Output>>>;
}): Tool {
  const { name, title, description, input, output, annotations, run } = definition;
  return {
    name,
    config: { title, description, inputSchema: input, outputSchema: output, annotations },
    async call(given, context) {
      const { text, data } = await run(input.parse(given), context);
      return { content: [{ type: "text", text }], structuredContent: data };
    },
  };
}
