import { Counter, Histogram, type Registry } from "prom-client";

/** Counts what the relay does. */
export interface RelayMetrics {
  /** The broker has an event. @param waitedMs since it was written */
  sent(topic: string, waitedMs: number): void;
  /** The broker could not be given an event; it waits. */
  failed(topic: string): void;
}

/**
 * Events published by topic and result, and how long they waited.
 *
 * @param topics all that may be published to: their series exist from the start, so that the first failure is an increase
 */
export function relayMetrics(registry: Registry, topics: readonly string[]): RelayMetrics {
  const registers = [registry];
  const published = new Counter({
    name: "punctual_events_published_total",
    help: "Events by topic and result: sent, or failed and tried again.",
    labelNames: ["topic", "result"],
    registers,
  });
  const delay = new Histogram({
    name: "punctual_event_publish_delay_seconds",
    help: "Time from an event's being written until the broker has it.",
    labelNames: ["topic"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300],
    registers,
  });
  for (const topic of topics) {
    for (const result of ["sent", "failed"]) published.inc({ topic, result }, 0);
    delay.zero({ topic });
  }
  return {
    sent(topic, waitedMs) {
      published.inc({ topic, result: "sent" });
      delay.observe({ topic }, Math.max(0, waitedMs) / 1000);
    },
    failed(topic) {
      published.inc({ topic, result: "failed" });
    },
  };
}
