import type { Queryable } from "@punctual/service-kit/database";
import { readOnce } from "@punctual/service-kit/metrics/read-once";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { countWaiting } from "../store/reminders/waiting.ts";

/** Counts what becomes of reminders. */
export interface ReminderMetrics {
  armed(count: number): void;
  /** Kafka has its event. @param lateMs since it was due */
  fired(lateMs: number): void;
  /** So many were told of as one. */
  missed(count: number): void;
  failed(error: unknown): void;
  /** The scheduler was compared with the database. */
  reconciled(): void;
}

const RESULTS = ["armed", "fired", "missed", "failed"] as const;

/** Reminders by what was done with them, how late they were told, and how many wait. */
export function reminderMetrics(registry: Registry, db: Queryable): ReminderMetrics {
  const registers = [registry];
  const total = new Counter({
    name: "punctual_reminders_total",
    help: "Reminders by what was done: armed in the scheduler, fired, missed for a day and told together, failed to fire.",
    labelNames: ["result"],
    registers,
  });
  for (const result of RESULTS) total.inc({ result }, 0);
  const lateness = new Histogram({
    name: "punctual_reminder_fire_lateness_seconds",
    help: "Time from a reminder's being due until Kafka had its event.",
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600, 86_400],
    registers,
  });
  const reconciled = new Gauge({
    name: "punctual_reminders_reconciled_timestamp_seconds",
    help: "When this replica last compared the scheduler with the database; 0 where it never led.",
    registers,
  });
  const nothing = { armed: Number.NaN, unarmed: Number.NaN, overdue: Number.NaN, overdueSeconds: Number.NaN };
  const read = readOnce(() => countWaiting(db), nothing);
  new Gauge({
    name: "punctual_reminders_waiting",
    help: "Reminders to come, by whether the scheduler has a job for them.",
    labelNames: ["armed"],
    registers,
    async collect() {
      const { armed, unarmed } = await read();
      this.set({ armed: "yes" }, armed);
      this.set({ armed: "no" }, unarmed);
    },
  });
  new Gauge({
    name: "punctual_reminders_overdue",
    help: "Reminders that were due over two seconds ago and are still to be told.",
    registers,
    async collect() {
      this.set((await read()).overdue);
    },
  });
  new Gauge({
    name: "punctual_reminder_overdue_seconds",
    help: "For how long the oldest of them has been due.",
    registers,
    async collect() {
      this.set((await read()).overdueSeconds);
    },
  });
  return {
    armed: (count) => total.inc({ result: "armed" }, count),
    fired(lateMs) {
      total.inc({ result: "fired" });
      lateness.observe(Math.max(0, lateMs) / 1000);
    },
    missed: (count) => total.inc({ result: "missed" }, count),
    failed: () => total.inc({ result: "failed" }),
    reconciled: () => reconciled.set(Date.now() / 1000),
  };
}
