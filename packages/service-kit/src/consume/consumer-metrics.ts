import type { CloudEvent } from "@punctual/contracts/cloud-event";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Queryable } from "../database.ts";
import { readOnce } from "../metrics/read-once.ts";
import { waitingDeadLetters } from "./dead-letters.ts";

/** What became of a delivery. */
const RESULTS = ["taken", "duplicate", "failed", "dead"] as const;

/** Counts what becomes of deliveries. */
export interface ConsumerMetrics {
  count(topic: string, result: (typeof RESULTS)[number]): void;
  /** An event was taken: notes how old it was. */
  taken(topic: string, event: CloudEvent): void;
}

/**
 * Deliveries by topic and result, how old events are when they are taken, and dead letters that wait.
 *
 * @param topics that are consumed: their series exist from the start, so that the first failure is an increase
 */
export function consumerMetrics(
  registry: Registry,
  topics: readonly string[],
  db: Queryable,
): ConsumerMetrics {
  const registers = [registry];
  const events = new Counter({
    name: "punctual_events_consumed_total",
    help: "Deliveries by topic and result (taken, duplicate, failed, dead).",
    labelNames: ["topic", "result"],
    registers,
  });
  const age = new Histogram({
    name: "punctual_event_age_seconds",
    help: "Time from an event's happening until it was taken.",
    labelNames: ["topic"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900],
    registers,
  });
  const read = readOnce<ReadonlyMap<string, number> | undefined>(() => waitingDeadLetters(db), undefined);
  new Gauge({
    name: "punctual_dead_letters",
    help: "Events that were given up and wait for somebody; not a number while the database doesn't say.",
    labelNames: ["topic"],
    registers,
    async collect() {
      const waiting = await read();
      for (const topic of topics) this.set({ topic }, waiting ? (waiting.get(topic) ?? 0) : Number.NaN);
    },
  });
  for (const topic of topics) {
    for (const result of RESULTS) events.inc({ topic, result }, 0);
    age.zero({ topic });
  }
  return {
    count(topic, result) {
      events.inc({ topic, result });
    },
    taken(topic, event) {
      const ms = Date.now() - Date.parse(event.time ?? "");
      // `time` is optional in CloudEvents, and clocks of two machines differ.
      if (!Number.isNaN(ms)) age.observe({ topic }, Math.max(0, ms) / 1000);
    },
  };
}
