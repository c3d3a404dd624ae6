import { low, stat, timeseries } from "../panels.ts";
import { own, perSecond, quantile, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

const TOTAL = "punctual_next_occurrences_total";
const DELAY = `punctual_next_occurrence_delay_seconds_bucket${own()}`;

/** What follows the completion of a task that recurs. */
export const RECURRENCE_ROW: RowSpec = {
  title: "Recurrence",
  panels: [
    stat({
      title: "Next occurrences that wait",
      description:
        "Completed tasks whose next occurrence is still to be made. Good: 0, with short peaks. No data: the database doesn't answer.",
      runbook: "next-occurrences",
      unit: "short",
      queries: { tasks: `max(punctual_next_occurrences_waiting${own()})` },
      thresholds: low(1000, 100),
    }),
    stat({
      title: "Oldest that waits",
      description:
        "How long ago the oldest of them was completed. Good: below a second; at a minute an alert fires.",
      runbook: "next-occurrences",
      unit: "s",
      queries: { oldest: `max(punctual_next_occurrence_age_seconds${own()})` },
      thresholds: low(60, 10),
    }),
    timeseries({
      title: "Next occurrences",
      description:
        "Completions a second, by what came of them: made, there already (told twice), unwanted (taken back meanwhile), ended, refused (a rule that can't be expanded), or failed and tried again. Good: none failed or refused.",
      runbook: "next-occurrences",
      unit: "cps",
      queries: { "{{result}}": sumBy("result", perSecond(`${TOTAL}${own()}`)) },
    }),
    timeseries({
      title: "From completed to followed",
      description:
        "How long after a completion its next occurrence was made: half of them, 95 and 99 of 100, are faster. Good: p95 below a second; after an outage it peaks.",
      runbook: "next-occurrences",
      unit: "s",
      queries: {
        p50: quantile(0.5, DELAY, ""),
        p95: quantile(0.95, DELAY, ""),
        p99: quantile(0.99, DELAY, ""),
      },
      thresholds: low(60),
    }),
  ],
};
