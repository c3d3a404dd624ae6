import { at, items, text } from "../read.ts";
import type { Declared, ResourceRule } from "../rule.ts";

const EVERYBODY = /^(0\.0\.0\.0|::)\/0$/;

/** Whether a cluster's API server has an address on the internet, and which ranges may reach that. */
type Reach = (inputs: Declared["inputs"]) => {
  readonly open: boolean;
  readonly ranges: readonly unknown[] | undefined;
};

const REACH: Readonly<Record<string, Reach>> = {
  "azure-native:containerservice:ManagedCluster": (inputs) => {
    const profile = at(inputs, "apiServerAccessProfile");
    return {
      open: at(profile, "enablePrivateCluster") !== true,
      ranges: items(at(profile, "authorizedIPRanges")),
    };
  },
  "gcp:container/cluster:Cluster": (inputs) => {
    const byAddress = at(inputs, "controlPlaneEndpointsConfig", "ipEndpointsConfig", "enabled") !== false;
    return {
      open: byAddress && at(inputs, "privateClusterConfig", "enablePrivateEndpoint") !== true,
      ranges: items(at(inputs, "masterAuthorizedNetworksConfig", "cidrBlocks")).map((each) =>
        at(each, "cidrBlock"),
      ),
    };
  },
  "oci:ContainerEngine/cluster:Cluster": (inputs) => ({
    open: at(inputs, "endpointConfig", "isPublicIpEnabled") !== false,
    // In its network security group: no-open-firewall.
    ranges: undefined,
  }),
};

export const privateApiServer: ResourceRule = {
  name: "private-api-server",
  description:
    "The API server has no address on the internet, unless the stack's configuration asks for one.",
  remedy:
    "Leave punctual:cluster.privateApi true; or set it to false, and name in punctual:cluster.authorizedCidrs who may reach the API server",
  check: ({ type, inputs }, { publicApi }) => {
    const reach = REACH[type]?.(inputs);
    if (!reach?.open) return [];
    if (!publicApi) return ["has an API server with an address on the internet"];
    const { ranges } = reach;
    if (ranges === undefined) return [];
    if (ranges.length === 0) return ["lets the whole internet reach its API server"];
    return ranges
      .filter((range) => EVERYBODY.test(text(range)))
      .map(() => "lets the whole internet reach its API server");
  },
};
