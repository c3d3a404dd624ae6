import { Counter, type Registry } from "prom-client";
import { CHANNEL } from "./store/deliveries.ts";

/** Counts delivered notices by channel. @returns to be called once a notice is delivered */
export function countDelivered(registry: Registry): () => void {
  const notices = new Counter({
    name: "punctual_notices_delivered_total",
    help: "Notices delivered, by channel.",
    labelNames: ["channel"],
    registers: [registry],
  });
  const channel = { channel: CHANNEL };
  notices.inc(channel, 0);
  return () => notices.inc(channel);
}
