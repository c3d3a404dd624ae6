import type { AksConfig } from "../config/clusters.ts";
import type { Capabilities, Cluster } from "./cluster.ts";

/** What a cluster in Azure can do, whoever made it. */
export const aksCapabilities: Capabilities = {
  severalNodes: true,
  loadBalancer: () => ({}),
  vault: undefined,
};

/** A cluster in Azure. */
export function aks(_config: AksConfig, _labels: Readonly<Record<string, string>>): Cluster {
  throw new Error("aks: not yet");
}
