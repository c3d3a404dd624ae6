import { Gauge, type Registry } from "prom-client";
import type { Queryable } from "../database.ts";
import { readOnce } from "../metrics/read-once.ts";
import { backlog } from "./queries.ts";

/**
 * Shows how many events wait in the outbox, and how long the oldest has, whenever metrics are read; not a number while
 * the database doesn't say.
 */
export function watchBacklog(registry: Registry, db: Queryable): void {
  const registers = [registry];
  const read = readOnce(() => backlog(db), { depth: Number.NaN, ageSeconds: Number.NaN });
  new Gauge({
    name: "punctual_outbox_age_seconds",
    help: "How long the oldest waiting event has waited.",
    registers,
    async collect() {
      this.set((await read()).ageSeconds);
    },
  });
  new Gauge({
    name: "punctual_outbox_depth",
    help: "Events that wait to be published.",
    registers,
    async collect() {
      this.set((await read()).depth);
    },
  });
}
