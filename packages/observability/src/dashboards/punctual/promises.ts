import {
  EVENTS_FLOW,
  type Promised,
  ratioOf,
  recordOf,
  tolerated,
  WRITES_SUCCEED,
} from "../../rules/promises.ts";
import { high, low, stat, timeseries } from "../panels.ts";
import type { RowSpec, SeriesPanel } from "../spec.ts";

const LIVING = "Kept for the whole platform: namespace and service don't narrow it.";

/** Whether what is promised to people is kept (docs/runbooks). */
export const PROMISES_ROW: RowSpec = {
  title: "Promises",
  panels: [
    stat({
      title: "Writes that succeed",
      description: `Share of people's and agents' changes of the last hour that didn't end in a 5xx. Good: ${percent(WRITES_SUCCEED)} or more. No data: nobody wrote. ${LIVING}`,
      runbook: "writes-failing",
      unit: "percentunit",
      decimals: 2,
      queries: { writes: `1 - ${ratioOf(WRITES_SUCCEED, "1h")}` },
      thresholds: high(WRITES_SUCCEED.objective),
    }),
    budgetLeft(
      "Writes: error budget left",
      "writes-failing",
      WRITES_SUCCEED,
      `failures that ${percent(WRITES_SUCCEED)} in 30 days allows`,
    ),
    stat({
      title: "Events taken in time",
      description: `Share of the events of the last hour that a service took within 30 s of being written; one that was given up is late. Good: ${percent(EVENTS_FLOW)} or more. No data: there were none. ${LIVING}`,
      runbook: "events-late",
      unit: "percentunit",
      decimals: 2,
      queries: { events: `1 - ${ratioOf(EVENTS_FLOW, "1h")}` },
      thresholds: high(EVENTS_FLOW.objective),
    }),
    budgetLeft(
      "Events: error budget left",
      "events-late",
      EVENTS_FLOW,
      `late events that ${percent(EVENTS_FLOW)} in 30 days allows`,
    ),
    burn("How fast writes burn their budget", "writes-failing", WRITES_SUCCEED),
    burn("How fast events burn their budget", "events-late", EVENTS_FLOW),
    timeseries({
      title: "What the promises count",
      description: `Writes and events a second, and those of them that broke a promise. Good: the latter two at 0. ${LIVING}`,
      runbook: "writes-failing",
      unit: "cps",
      queries: {
        writes: recordOf(WRITES_SUCCEED, "all"),
        "writes failed": recordOf(WRITES_SUCCEED, "bad"),
        events: recordOf(EVENTS_FLOW, "all"),
        "events late": recordOf(EVENTS_FLOW, "bad"),
      },
    }),
  ],
};

function budgetLeft(
  title: string,
  runbook: SeriesPanel["runbook"],
  { name }: Promised,
  of: string,
): SeriesPanel {
  return stat({
    title,
    description: `Share that is left of the ${of}. Good: more than a quarter; below 0 the promise is broken. ${LIVING}`,
    runbook,
    unit: "percentunit",
    decimals: 1,
    queries: { left: `punctual:${name}:budget_left30d` },
    thresholds: high(0.25, 0),
  });
}

function burn(title: string, runbook: SeriesPanel["runbook"], promised: Promised): SeriesPanel {
  const rate = (window: "5m" | "1h" | "6h") => `${ratioOf(promised, window)} / ${tolerated(promised)}`;
  return timeseries({
    title,
    description: `How many times faster than allowed the month's budget goes. Good: below 1; at 14.4 a fiftieth of it is gone in an hour. ${LIVING}`,
    runbook,
    unit: "none",
    decimals: 1,
    queries: { "5 minutes": rate("5m"), "1 hour": rate("1h"), "6 hours": rate("6h") },
    thresholds: low(14.4, 1),
  });
}

/** The objective as people write it: 99.9 %. */
function percent({ objective }: Promised): string {
  return `${Number((objective * 100).toFixed(6))} %`;
}
