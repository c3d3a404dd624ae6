import { Counter, type Registry } from "prom-client";
import { TOOLS } from "./registry.ts";

/** What became of a call: refused is the caller's to mend, failed is ours. */
const RESULTS = ["ok", "refused", "failed"] as const;

/** Counts one call of a tool. */
export type CountCall = (tool: string, result: (typeof RESULTS)[number]) => void;

/** Tool calls by tool and result; all series exist from the start, so that the first failure is an increase. */
export function countToolCalls(registry: Registry): CountCall {
  const calls = new Counter({
    name: "punctual_tool_calls_total",
    help: "MCP tool calls by tool and result (ok, refused, failed).",
    labelNames: ["tool", "result"],
    registers: [registry],
  });
  for (const { name } of TOOLS) for (const result of RESULTS) calls.inc({ tool: name, result }, 0);
  return (tool, result) => calls.inc({ tool, result });
}
