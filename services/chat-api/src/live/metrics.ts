import { Counter, Gauge, type Registry } from "prom-client";

/** Why a stream was ended by us. */
const REASONS = ["slow", "credential", "shutdown"] as const;
/** Why a stream was ended by us. */
export type DropReason = (typeof REASONS)[number];

/**
 * Shows how many streams are open, and counts those that we ended.
 *
 * @returns counts one that was ended
 */
export function streamMetrics(registry: Registry, open: () => number): (reason: DropReason) => void {
  const registers = [registry];
  new Gauge({
    name: "punctual_streams_open",
    help: "Live update streams that are open.",
    registers,
    collect() {
      this.set(open());
    },
  });
  const dropped = new Counter({
    name: "punctual_stream_dropped_total",
    help: "Live update streams that we ended, by reason (slow, credential, shutdown).",
    labelNames: ["reason"],
    registers,
  });
  for (const reason of REASONS) dropped.inc({ reason }, 0);
  return (reason) => dropped.inc({ reason });
}
