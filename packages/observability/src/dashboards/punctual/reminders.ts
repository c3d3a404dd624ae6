import { low, stat, timeseries } from "../panels.ts";
import { own, perSecond, quantile, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

const FIRED = `punctual_reminder_fire_lateness_seconds_bucket${own()}`;
const DELIVERED = `punctual_delivery_lateness_seconds_bucket${own()}`;

/** From a reminder's being due until its owner was told. */
export const REMINDERS_ROW: RowSpec = {
  title: "Reminders",
  panels: [
    stat({
      title: "Overdue reminders",
      description:
        "Due more than two seconds ago and still to be told. Good: 0. No data: the database doesn't answer.",
      runbook: "reminders-late",
      unit: "short",
      queries: { reminders: `max(punctual_reminders_overdue${own()})` },
      thresholds: low(100, 10),
    }),
    stat({
      title: "Oldest overdue reminder",
      description: "For how long it has been due. Good: 0; at a minute an alert fires.",
      runbook: "reminders-late",
      unit: "s",
      queries: { oldest: `max(punctual_reminder_overdue_seconds${own()})` },
      thresholds: low(60, 10),
    }),
    timeseries({
      title: "Reminders to come",
      description:
        "By whether the scheduler has a job for them: those further than 30 days away have none yet. Good: steady; a peak without jobs goes down within seconds.",
      runbook: "reminders-late",
      unit: "short",
      queries: { "armed: {{armed}}": `max by (armed) (punctual_reminders_waiting${own()})` },
    }),
    timeseries({
      title: "Reminders by what was done",
      description:
        "A second: armed in the scheduler, fired (Kafka has them), missed for a day and told together, failed to fire and tried again. Good: none failed, none missed.",
      runbook: "reminders-late",
      unit: "cps",
      queries: { "{{result}}": sumBy("result", perSecond(`punctual_reminders_total${own()}`)) },
    }),
    timeseries({
      title: "Deliveries by channel and result",
      description:
        "Tries a second. Good: accepted; some failed and refused is normal, for people's own servers fail.",
      runbook: "reminders-late",
      unit: "cps",
      queries: {
        "{{channel}} {{result}}": sumBy("channel, result", perSecond(`punctual_deliveries_total${own()}`)),
      },
    }),
    timeseries({
      title: "Lateness",
      description:
        "From when a reminder was due until Kafka had it (fired), and until its channel accepted it (delivered). Good: delivered p99 below a second.",
      runbook: "reminders-late",
      unit: "s",
      queries: {
        "fired p50": quantile(0.5, FIRED, ""),
        "fired p99": quantile(0.99, FIRED, ""),
        "delivered p50": quantile(0.5, DELIVERED, ""),
        "delivered p99": quantile(0.99, DELIVERED, ""),
      },
      thresholds: low(1),
    }),
  ],
};
