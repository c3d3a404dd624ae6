import { setImmediate } from "node:timers/promises";
import type pg from "pg";
import { Gauge, type Registry } from "prom-client";

/** Shows what this process's connections to its database do. */
export function watchPool(registry: Registry, pool: pg.Pool): void {
  new Gauge({
    name: "punctual_database_connections",
    help: "Connections of this process to its database: busy, idle; and how many requests wait for one.",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      // Other figures of this scrape have just asked for connections: those that are idle are theirs by then.
      await setImmediate();
      this.set({ state: "busy" }, pool.totalCount - pool.idleCount);
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "waiting" }, pool.waitingCount);
    },
  });
}
