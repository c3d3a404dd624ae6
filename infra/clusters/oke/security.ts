import * as core from "@pulumi/oci/core/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network.ts";
import type { Scope } from "./scope.ts";

/** What may pass: TCP ports (one, or from and to), TCP as such, or anything. */
type Traffic = readonly [number, number?] | "tcp" | "all";

/** A range of addresses, or `all-…-services-in-oracle-services-network`. */
type Outside = { readonly cidr: pulumi.Input<string> } | { readonly services: pulumi.Input<string> };

/** Groups of network interfaces, and what may pass between them: all else is dropped. */
export interface Firewall {
  readonly endpoint: core.NetworkSecurityGroup;
  readonly nodes: core.NetworkSecurityGroup;
  readonly pods: core.NetworkSecurityGroup;
  readonly group: (name: string) => core.NetworkSecurityGroup;
  readonly between: (
    from: core.NetworkSecurityGroup,
    to: core.NetworkSecurityGroup,
    why: string,
    traffic: Traffic,
  ) => void;
  readonly into: (
    group: core.NetworkSecurityGroup,
    from: { readonly cidr: string },
    why: string,
    traffic: Traffic,
  ) => void;
}

/** IANA protocol numbers, as the API takes them. */
const PROTOCOL = { icmp: "1", tcp: "6" } as const;

/**
 * The rules that OKE needs with VCN-native pods (docs: Example Network Resource Configurations, example 4), and besides
 * them only what Punctual's platform does.
 */
export function createFirewall(network: Network, { config, tags, opts }: Scope): Firewall {
  const names = new Map<core.NetworkSecurityGroup, string>();
  const rule = (
    group: core.NetworkSecurityGroup,
    name: string,
    description: string,
    args: Omit<core.NetworkSecurityGroupSecurityRuleArgs, "networkSecurityGroupId" | "description">,
  ) =>
    new core.NetworkSecurityGroupSecurityRule(
      `${names.get(group)}-${name}`,
      { networkSecurityGroupId: group.id, description, ...args },
      opts,
    );
  const out = (group: core.NetworkSecurityGroup, to: Outside, name: string, why: string, traffic: Traffic) =>
    rule(group, `out-${name}`, why, {
      direction: "EGRESS",
      ...("cidr" in to
        ? { destination: to.cidr, destinationType: "CIDR_BLOCK" }
        : { destination: to.services, destinationType: "SERVICE_CIDR_BLOCK" }),
      ...protocol(traffic),
    });
  const into: Firewall["into"] = (group, { cidr }, why, traffic) =>
    rule(group, `in-${cidr}-${label(traffic)}`, why, {
      direction: "INGRESS",
      source: cidr,
      sourceType: "CIDR_BLOCK",
      ...protocol(traffic),
    });
  const between: Firewall["between"] = (from, to, why, traffic) => {
    rule(from, `to-${names.get(to)}-${label(traffic)}`, why, {
      direction: "EGRESS",
      destination: to.id,
      destinationType: "NETWORK_SECURITY_GROUP",
      ...protocol(traffic),
    });
    rule(to, `from-${names.get(from)}-${label(traffic)}`, why, {
      direction: "INGRESS",
      source: from.id,
      sourceType: "NETWORK_SECURITY_GROUP",
      ...protocol(traffic),
    });
  };
  const group = (name: string) => {
    const created = new core.NetworkSecurityGroup(
      name,
      {
        compartmentId: config.compartmentId,
        freeformTags: tags,
        vcnId: network.vcn.id,
        displayName: `${config.name}-${name}`,
      },
      opts,
    );
    names.set(created, name);
    // Without it, packets that are too big vanish instead of becoming smaller.
    const discovery = { protocol: PROTOCOL.icmp, icmpOptions: { type: 3, code: 4 } };
    const anywhere = { cidr: "0.0.0.0/0", type: "CIDR_BLOCK" };
    rule(created, "in-path-discovery", "Path MTU discovery", {
      direction: "INGRESS",
      source: anywhere.cidr,
      sourceType: anywhere.type,
      ...discovery,
    });
    rule(created, "out-path-discovery", "Path MTU discovery", {
      direction: "EGRESS",
      destination: anywhere.cidr,
      destinationType: anywhere.type,
      ...discovery,
    });
    return created;
  };

  const [endpoint, nodes, pods] = [group("endpoint"), group("nodes"), group("pods")];
  for (const each of [nodes, pods]) {
    between(each, endpoint, "Kubernetes API", [6443]);
    between(each, endpoint, "OKE's control plane, and tokens of workload identity", [12250]);
  }
  between(endpoint, nodes, "kubelet", [10250]);
  between(endpoint, pods, "Webhooks", "all");
  between(nodes, pods, "Probes and node ports", "all");
  between(pods, pods, "Pods among each other; NetworkPolicies say which", "all");
  between(pods, nodes, "Metrics of kubelets", [10250]);
  between(pods, nodes, "Metrics of nodes", [9100]);
  const services = { services: network.oracleServices };
  for (const each of [endpoint, nodes, pods]) {
    out(each, services, "services", "Oracle's services: registry, vault, identity, logs", "tcp");
  }
  out(nodes, { cidr: "0.0.0.0/0" }, "https", "Images of other registries", [443]);
  out(pods, { cidr: "0.0.0.0/0" }, "internet", "Kafka, PostgreSQL, mail; NetworkPolicies say which", "tcp");
  for (const cidr of config.authorizedCidrs) into(endpoint, { cidr }, "Kubernetes API", [6443]);
  return { endpoint, nodes, pods, group, between, into };
}

function protocol(
  traffic: Traffic,
): Pick<core.NetworkSecurityGroupSecurityRuleArgs, "protocol" | "tcpOptions"> {
  if (traffic === "all") return { protocol: "all" };
  if (traffic === "tcp") return { protocol: PROTOCOL.tcp };
  const [min, max = min] = traffic;
  return { protocol: PROTOCOL.tcp, tcpOptions: { destinationPortRange: { min, max } } };
}

function label(traffic: Traffic): string {
  return typeof traffic === "string" ? traffic : String(traffic[0]);
}
