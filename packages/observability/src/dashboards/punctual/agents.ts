import { timeseries } from "../panels.ts";
import { own, perSecond, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

const calls = (...matchers: string[]) => perSecond(`punctual_tool_calls_total${own(...matchers)}`);

/** What agents do through MCP. */
export const AGENTS_ROW: RowSpec = {
  title: "Agents (MCP)",
  panels: [
    timeseries({
      title: "Tool calls",
      description: "Calls a second, by tool. Good: any; a sudden multiple of it is an agent in a loop.",
      runbook: "slow-requests",
      unit: "ops",
      width: 12,
      queries: { "{{tool}}": sumBy("tool", calls()) },
      stacked: true,
    }),
    timeseries({
      title: "Tool calls that didn't work",
      description:
        "Calls a second that were refused (wrong input; the agent is told why) or failed on our side. Good: none failed.",
      runbook: "writes-failing",
      unit: "ops",
      width: 12,
      queries: { "{{tool}} {{result}}": sumBy("tool,result", calls('result!="ok"')) },
    }),
  ],
};
