import type { Queryable } from "@punctual/service-kit/database";
import { readOnce } from "@punctual/service-kit/metrics/read-once";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { waiting } from "../store/wanted.ts";
import { RESULTS, type Result } from "./ask.ts";

/** Counts what becomes of completed tasks that recur. */
export interface NextMetrics {
  /** @param delayMs since the task was completed */
  settled(result: Result, delayMs: number): void;
  failed(): void;
}

/** Next occurrences by result, how long after the completion they were made, and what waits. */
export function nextMetrics(registry: Registry, db: Queryable): NextMetrics {
  const registers = [registry];
  const total = new Counter({
    name: "punctual_next_occurrences_total",
    help: "Completed tasks that recur, by what came of them (made, exists, unwanted, ended, refused), and failures to ask.",
    labelNames: ["result"],
    registers,
  });
  const delay = new Histogram({
    name: "punctual_next_occurrence_delay_seconds",
    help: "Time from a task's completion until its next occurrence was made.",
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600],
    registers,
  });
  const read = readOnce(() => waiting(db), { count: Number.NaN, ageSeconds: Number.NaN });
  new Gauge({
    name: "punctual_next_occurrences_waiting",
    help: "Completed tasks whose next occurrence is still to be made.",
    registers,
    async collect() {
      this.set((await read()).count);
    },
  });
  new Gauge({
    name: "punctual_next_occurrence_age_seconds",
    help: "How long ago the oldest of them was completed.",
    registers,
    async collect() {
      this.set((await read()).ageSeconds);
    },
  });
  for (const result of [...RESULTS, "failed"]) total.inc({ result }, 0);
  return {
    settled(result, delayMs) {
      total.inc({ result });
      if (result === "made") delay.observe(Math.max(0, delayMs) / 1000);
    },
    failed() {
      total.inc({ result: "failed" });
    },
  };
}
