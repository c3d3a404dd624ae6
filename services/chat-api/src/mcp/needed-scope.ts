import type { Scope } from "@punctual/contracts/people";
import { z } from "zod";
import { TOOLS } from "./registry.ts";

const toolCall = z.looseObject({
  method: z.literal("tools/call"),
  params: z.looseObject({ name: z.string() }),
});

/** What a call of this tool must be allowed. */
export function scopeOfTool(name: string): Scope {
  const tool = TOOLS.find((each) => each.name === name);
  return tool && tool.config.annotations.readOnlyHint !== true ? "write" : "read";
}

/** What a JSON-RPC message, or any of a batch, must be allowed. */
export function scopeOfMessage(message: unknown): Scope {
  const all: readonly unknown[] = Array.isArray(message) ? message : [message];
  const writes = all.some((each) => {
    const call = toolCall.safeParse(each).data;
    return call !== undefined && scopeOfTool(call.params.name) === "write";
  });
  return writes ? "write" : "read";
}
