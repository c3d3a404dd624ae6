import type { OkeConfig } from "../config/clusters/oke.ts";
import type { Capabilities, Cluster } from "./cluster.ts";
import { annotations } from "./oke/load-balancers.ts";

/** What a cluster in Oracle Cloud can do, whoever made it. */
export const okeCapabilities: Capabilities = {
  severalNodes: true,
  loadBalancer: annotations,
  vault: undefined,
};

/** A cluster in Oracle Cloud. @param tags of all that it consists of */
export async function oke(config: OkeConfig, tags: Readonly<Record<string, string>>): Promise<Cluster> {
  // Imported here: Oracle's SDK is worth waiting for only where it is used.
  const { createOke } = await import("./oke/cluster.ts");
  return createOke(config, tags);
}
