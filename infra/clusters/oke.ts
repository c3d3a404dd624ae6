import type { OkeConfig } from "../config/clusters.ts";
import type { Capabilities, Cluster } from "./cluster.ts";

/** What a cluster in Oracle Cloud can do, whoever made it. */
export const okeCapabilities: Capabilities = {
  severalNodes: true,
  loadBalancer: () => ({}),
  vault: undefined,
};

/** A cluster in Oracle Cloud. */
export function oke(_config: OkeConfig, _labels: Readonly<Record<string, string>>): Cluster {
  throw new Error("oke: not yet");
}
