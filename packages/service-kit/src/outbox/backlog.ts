import { Gauge, type Registry } from "prom-client";
import type { Queryable } from "../database.ts";
import { backlog } from "./queries.ts";

/** Shows how many events wait in the outbox, and how long the oldest has, whenever metrics are read. */
export function watchBacklog(registry: Registry, db: Queryable): void {
  const age = new Gauge({
    name: "punctual_outbox_age_seconds",
    help: "How long the oldest waiting event has waited.",
    registers: [registry],
  });
  new Gauge({
    name: "punctual_outbox_depth",
    help: "Events that wait to be published.",
    registers: [registry],
    async collect() {
      const now = await backlog(db);
      this.set(now.depth);
      age.set(now.ageSeconds);
    },
  });
}
