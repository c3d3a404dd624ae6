import { Gauge, type Registry } from "prom-client";
import { z } from "zod";
import type { SidecarAddress } from "../dapr/client.ts";
import { readOnce } from "./read-once.ts";

/** A scrape waits no longer than this for the sidecar, in milliseconds. */
const TIMEOUT_MS = 900;

/** What we read of Dapr's metadata API (`GET /v1.0/metadata`); without schedulers it leaves `scheduler` out. */
const metadata = z.object({
  scheduler: z.object({ connected_addresses: z.array(z.string()).nullish() }).nullish(),
});

/**
 * Shows whether this process's sidecar answers, and how many schedulers it is connected to. The process is asked, not
 * the sidecar, as a sidecar that isn't there has no figures.
 */
export function watchSidecar(registry: Registry, sidecar: SidecarAddress): void {
  const registers = [registry];
  const read = readOnce(() => look(sidecar), { up: false, schedulers: 0 });
  new Gauge({
    name: "punctual_sidecar_up",
    help: "1 when this process's Dapr sidecar answers, else 0.",
    registers,
    async collect() {
      this.set((await read()).up ? 1 : 0);
    },
  });
  new Gauge({
    name: "punctual_scheduler_connections",
    help: "Dapr schedulers that this process's sidecar is connected to; without one, no reminder is fired.",
    registers,
    async collect() {
      this.set((await read()).schedulers);
    },
  });
}

async function look({ port, apiToken }: SidecarAddress): Promise<{ up: boolean; schedulers: number }> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/v1.0/metadata`, {
      headers: { "dapr-api-token": apiToken },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { scheduler } = metadata.parse(await response.json());
    return { up: response.ok, schedulers: scheduler?.connected_addresses?.length ?? 0 };
  } catch {
    return { up: false, schedulers: 0 };
  }
}
