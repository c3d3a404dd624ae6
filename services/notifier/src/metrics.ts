import { CHANNEL_KINDS } from "@punctual/contracts/channel";
import { Counter, Histogram, type Registry } from "prom-client";
import type { WorkerOptions } from "./sending/worker.ts";
import { INBOX } from "./store/notices.ts";

/** Counts delivered notices by channel. @returns to be called once a notice is delivered */
export function countDelivered(registry: Registry): () => void {
  const notices = new Counter({
    name: "punctual_notices_delivered_total",
    help: "Notices delivered, by channel.",
    labelNames: ["channel"],
    registers: [registry],
  });
  const channel = { channel: INBOX };
  notices.inc(channel, 0);
  return () => notices.inc(channel);
}

/** Counts tries by channel and result, and how late what was accepted was. @returns to be called after each try */
export function countTries(registry: Registry): WorkerOptions["tried"] {
  const registers = [registry];
  const tries = new Counter({
    name: "punctual_deliveries_total",
    help: "Tries to deliver notices, by channel and result (accepted, failed, refused, gone).",
    labelNames: ["channel", "result"],
    registers,
  });
  const lateness = new Histogram({
    name: "punctual_delivery_lateness_seconds",
    help: "Time from when a notice was to be told until its channel accepted it.",
    labelNames: ["channel"],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600],
    registers,
  });
  for (const channel of CHANNEL_KINDS) {
    for (const result of ["accepted", "failed", "refused", "gone"]) tries.inc({ channel, result }, 0);
    lateness.zero({ channel });
  }
  return (channel, result, lateMs) => {
    tries.inc({ channel, result });
    if (lateMs !== undefined) lateness.observe({ channel }, Math.max(0, lateMs) / 1000);
  };
}
