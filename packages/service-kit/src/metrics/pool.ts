import type pg from "pg";
import { Gauge, type Registry } from "prom-client";

/** Shows what this process's connections to its database do. */
export function watchPool(registry: Registry, pool: pg.Pool): void {
  new Gauge({
    name: "punctual_database_connections",
    help: "Connections of this process to its database: busy, idle; and how many requests wait for one.",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      this.set({ state: "busy" }, pool.totalCount - pool.idleCount);
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "waiting" }, pool.waitingCount);
    },
  });
}
