import { low, stat, timeseries } from "../panels.ts";
import { own, perSecond, quantile, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

const PUBLISHED = "punctual_events_published_total";
const CONSUMED = "punctual_events_consumed_total";
const AGE = `punctual_event_age_seconds_bucket${own()}`;

/** How changes of tasks get from the outbox through Kafka to those who need them. */
export const EVENTS_ROW: RowSpec = {
  title: "Events",
  panels: [
    stat({
      title: "Waiting in the outbox",
      description:
        "Events that are written but not yet accepted by the broker. Good: 0, with short peaks. No data: the database doesn't answer.",
      runbook: "outbox-waiting",
      unit: "short",
      queries: { events: `max(punctual_outbox_depth${own()})` },
      thresholds: low(1000, 100),
    }),
    stat({
      title: "Oldest in the outbox",
      description: "How long the oldest of them waits. Good: below a second; at a minute an alert fires.",
      runbook: "outbox-waiting",
      unit: "s",
      queries: { oldest: `max(punctual_outbox_age_seconds${own()})` },
      thresholds: low(60, 10),
    }),
    stat({
      title: "Dead letters",
      description: "Events that a service could not take and that nobody has replayed. Good: 0.",
      runbook: "dead-letters",
      unit: "short",
      queries: { waiting: `sum(max by (app_id, topic) (punctual_dead_letters${own()}))` },
      thresholds: low(1),
    }),
    stat({
      title: "95 of 100 events are younger than",
      description:
        "95th percentile of an event's age when a service takes it, from the moment it was written. Good: below a second.",
      runbook: "events-late",
      unit: "s",
      queries: { p95: quantile(0.95, AGE, "") },
      thresholds: low(30, 5),
    }),
    timeseries({
      title: "Published",
      description:
        "Events a second that the broker accepted or refused, by topic. Good: none failed. A failed one stays in the outbox and is tried again.",
      runbook: "outbox-waiting",
      unit: "cps",
      queries: { "{{topic}} {{result}}": sumBy("topic,result", perSecond(`${PUBLISHED}${own()}`)) },
    }),
    timeseries({
      title: "Consumed",
      description:
        "Events a second that services took, knew already, could not take yet, or gave up, by topic. Good: as many taken as are published, none failed or dead.",
      runbook: "events-late",
      unit: "cps",
      queries: {
        "{{app_id}} {{topic}} {{result}}": `${sumBy("app_id,topic,result", perSecond(`${CONSUMED}${own()}`))} > 0`,
      },
    }),
    timeseries({
      title: "Failed and dead",
      description:
        "Deliveries a second that a service could not take (tried again), and events that it gave up. Good: 0.",
      runbook: "dead-letters",
      unit: "cps",
      queries: {
        "{{app_id}} {{topic}} {{result}}": sumBy(
          "app_id,topic,result",
          perSecond(`${CONSUMED}${own('result=~"failed|dead"')}`),
        ),
      },
    }),
    timeseries({
      title: "Outbox",
      description:
        "Events that wait for the broker. Good: 0, with short peaks. It grows while Kafka or the sidecar is away, and empties by itself.",
      runbook: "outbox-waiting",
      unit: "short",
      queries: { "{{app_id}}": `max by (app_id) (punctual_outbox_depth${own()})` },
    }),
    timeseries({
      title: "Age of the outbox",
      description:
        "How long the oldest event waits for the broker. Good: below a second; a steady climb is one user's event that can't be published.",
      runbook: "outbox-waiting",
      unit: "s",
      queries: { "{{app_id}}": `max by (app_id) (punctual_outbox_age_seconds${own()})` },
      thresholds: low(60),
    }),
    timeseries({
      title: "From written to accepted",
      description:
        "How long publishing takes, by topic: half of the events, and 95 of 100, are faster. Good: p95 below 100 ms.",
      runbook: "outbox-waiting",
      unit: "s",
      queries: {
        "{{topic}} p50": quantile(0.5, `punctual_event_publish_delay_seconds_bucket${own()}`, "topic"),
        "{{topic}} p95": quantile(0.95, `punctual_event_publish_delay_seconds_bucket${own()}`, "topic"),
      },
    }),
    timeseries({
      title: "Age when taken",
      description:
        "How old events are when a service takes them, by topic. Good: p95 below a second; after an outage it peaks while the backlog is worked off.",
      runbook: "events-late",
      unit: "s",
      queries: {
        "{{app_id}} {{topic}} p50": quantile(0.5, AGE, "app_id,topic"),
        "{{app_id}} {{topic}} p95": quantile(0.95, AGE, "app_id,topic"),
        "{{app_id}} {{topic}} p99": quantile(0.99, AGE, "app_id,topic"),
      },
      thresholds: low(30),
    }),
    timeseries({
      title: "Dead letters that wait",
      description: "Events that each service gave up and that nobody has replayed. Good: 0.",
      runbook: "dead-letters",
      unit: "short",
      queries: { "{{app_id}} {{topic}}": `max by (app_id, topic) (punctual_dead_letters${own()})` },
      thresholds: low(1),
    }),
    timeseries({
      title: "Notices delivered",
      description:
        "Reminders and notices that reached a person, a second, by channel. Good: follows the reminders that are due.",
      runbook: "events-late",
      unit: "cps",
      queries: { "{{channel}}": sumBy("channel", perSecond(`punctual_notices_delivered_total${own()}`)) },
    }),
  ],
};
