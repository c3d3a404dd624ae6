import { Bastion } from "@pulumi/oci/bastion/index.js";
import * as core from "@pulumi/oci/core/index.js";
import { type Network, ranges } from "./network.ts";
import type { Scope } from "./scope.ts";
import type { Firewall } from "./security.ts";

/** A managed way to the private API server for people (docs: Setting Up a Bastion for Cluster Access). It costs nothing. */
export function createBastion(network: Network, firewall: Firewall, { config, tags, opts }: Scope): Bastion {
  const cidrs = ranges(config.vcnCidr);
  const common = { compartmentId: config.compartmentId, freeformTags: tags };
  const rules = new core.SecurityList(
    "bastion",
    {
      ...common,
      vcnId: network.vcn.id,
      displayName: `${config.name}-bastion`,
      egressSecurityRules: [
        {
          description: "Kubernetes API",
          protocol: "6",
          destination: cidrs.endpoint,
          destinationType: "CIDR_BLOCK",
          tcpOptions: { min: 6443, max: 6443 },
        },
      ],
    },
    opts,
  );
  const subnet = network.privateSubnet("bastion", cidrs.bastion, { securityListIds: [rules.id] });
  firewall.into(firewall.endpoint, { cidr: cidrs.bastion }, "Sessions of the bastion", [6443]);
  return new Bastion(
    "bastion",
    {
      ...common,
      // Letters and digits alone.
      name: config.name.replaceAll("-", ""),
      bastionType: "STANDARD",
      targetSubnetId: subnet.id,
      clientCidrBlockAllowLists: config.bastionCidrs,
      // Three hours, the most there is.
      maxSessionTtlInSeconds: 10_800,
    },
    opts,
  );
}
