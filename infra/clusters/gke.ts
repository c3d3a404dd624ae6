import type { GkeConfig } from "../config/clusters.ts";
import type { Capabilities, Cluster } from "./cluster.ts";

/** What a cluster in Google Cloud can do, whoever made it. */
export const gkeCapabilities: Capabilities = {
  severalNodes: true,
  loadBalancer: () => ({}),
  vault: undefined,
};

/** A cluster in Google Cloud. */
export function gke(_config: GkeConfig, _labels: Readonly<Record<string, string>>): Cluster {
  throw new Error("gke: not yet");
}
