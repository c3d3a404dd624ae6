import { at, items } from "../read.ts";
import type { Declared, ResourceRule } from "../rule.ts";

/** Whether everything that a resource starts stays without an address on the internet. */
const PRIVATE: Readonly<Record<string, (inputs: Declared["inputs"]) => boolean>> = {
  "azure-native:containerservice:ManagedCluster": (inputs) =>
    items(at(inputs, "agentPoolProfiles")).every((pool) => at(pool, "enableNodePublicIP") === false),
  "azure-native:containerservice:AgentPool": (inputs) => at(inputs, "enableNodePublicIP") === false,
  "azure-native:network:Subnet": (inputs) => at(inputs, "defaultOutboundAccess") === false,
  "gcp:container/cluster:Cluster": (inputs) =>
    at(inputs, "privateClusterConfig", "enablePrivateNodes") === true,
  "gcp:container/nodePool:NodePool": (inputs) => at(inputs, "networkConfig", "enablePrivateNodes") === true,
};

export const privateNodes: ResourceRule = {
  name: "private-nodes",
  description: "Nodes have no address on the internet: they leave by a NAT gateway, and nobody comes in.",
  remedy:
    "Set enableNodePublicIP: false and a subnet's defaultOutboundAccess: false (AKS), enablePrivateNodes: true (GKE), prohibitPublicIpOnVnic: true (OKE)",
  check: ({ type, inputs }, { publicIngress, publicApi }) => {
    if (type === "oci:Core/subnet:Subnet") {
      // Load balancers and the API server's address are in subnets of their own, which are public where that is asked.
      const open = at(inputs, "prohibitPublicIpOnVnic") !== true && !publicIngress && !publicApi;
      return open ? ["is a subnet whose machines may have addresses on the internet"] : [];
    }
    const isPrivate = PRIVATE[type];
    return isPrivate === undefined || isPrivate(inputs)
      ? []
      : ["gives its nodes a way to the internet of their own"];
  },
};
