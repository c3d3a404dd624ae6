import type * as pulumi from "@pulumi/pulumi";
import type { Capabilities, Exposure } from "../cluster.ts";
import { type Network, ranges } from "./network.ts";
import type { Scope } from "./scope.ts";
import type { Firewall } from "./security.ts";

/** Bandwidth of a load balancer in Mbit/s: the least costs least, and it grows by itself. */
const BANDWIDTH = { min: 10, max: 100 };
/** What a gateway listens on. */
const LISTENERS = [80, 443];

/** What any of OKE's clusters takes: who opens the way to the nodes is left to the cluster. */
export function annotations(exposure: Exposure): Readonly<Record<string, string>> {
  return {
    "oci.oraclecloud.com/load-balancer-type": "lb",
    "service.beta.kubernetes.io/oci-load-balancer-internal": String(exposure === "internal"),
    "service.beta.kubernetes.io/oci-load-balancer-shape": "flexible",
    "service.beta.kubernetes.io/oci-load-balancer-shape-flex-min": String(BANDWIDTH.min),
    "service.beta.kubernetes.io/oci-load-balancer-shape-flex-max": String(BANDWIDTH.max),
  };
}

/**
 * Load balancers in subnets of their own. The subnets and their rules are made when a kind is first asked for, so that
 * a stack without a public gateway has no public subnet. OKE manages none of the rules: it would need to manage the
 * whole network for that, and would leave rules behind.
 */
export function loadBalancers(
  network: Network,
  firewall: Firewall,
  { config }: Scope,
): Capabilities["loadBalancer"] {
  const cidrs = ranges(config.vcnCidr);
  const prepare = (exposure: Exposure) => {
    const name = `${exposure}-load-balancers`;
    const subnet =
      exposure === "public"
        ? network.publicSubnet(name, cidrs.publicLoadBalancers)
        : network.privateSubnet(name, cidrs.internalLoadBalancers);
    const group = firewall.group(name);
    const clients = exposure === "public" ? "0.0.0.0/0" : config.vcnCidr;
    for (const port of LISTENERS) firewall.into(group, { cidr: clients }, "Clients", [port]);
    firewall.between(group, firewall.nodes, "Node ports", [30000, 32767]);
    firewall.between(group, firewall.nodes, "Health of kube-proxy", [10256]);
    return {
      ...annotations(exposure),
      "service.beta.kubernetes.io/oci-load-balancer-subnet1": subnet.id,
      "oci.oraclecloud.com/oci-network-security-groups": group.id,
      "oci.oraclecloud.com/security-rule-management-mode": "None",
    };
  };
  const prepared = new Map<Exposure, Readonly<Record<string, pulumi.Input<string>>>>();
  return (exposure) => {
    const known = prepared.get(exposure) ?? prepare(exposure);
    prepared.set(exposure, known);
    return known;
  };
}
