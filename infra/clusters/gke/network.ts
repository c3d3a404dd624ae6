import { Address, Firewall, Network, Router, RouterNat, Subnetwork } from "@pulumi/gcp/compute/index.js";
import type { Account } from "@pulumi/gcp/serviceaccount/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { after, type Google, guarded } from "./google.ts";

/** Names of a subnetwork's secondary ranges. */
export const RANGES = { pods: "pods", services: "services" } as const;

/** Where the nodes are. */
export interface GoogleNetwork {
  readonly network: Network;
  readonly subnetwork: Subnetwork;
  /** The way out, which nodes need before they can pull an image. */
  readonly nat: pulumi.Resource;
}

/** A network whose nodes have no address on the internet and leave it through Cloud NAT, by one address. */
export function createNetwork(google: Google): GoogleNetwork {
  const { config, labels } = google;
  const { name, region } = config;
  const network = new Network(
    "network",
    { name, autoCreateSubnetworks: false, routingMode: "REGIONAL" },
    guarded(google),
  );
  const subnetwork = new Subnetwork(
    "nodes",
    {
      name: `${name}-nodes`,
      network: network.id,
      region,
      ipCidrRange: config.network.nodes,
      secondaryIpRanges: [
        { rangeName: RANGES.pods, ipCidrRange: config.network.pods },
        { rangeName: RANGES.services, ipCidrRange: config.network.services },
      ],
      privateIpGoogleAccess: true,
    },
    after(google),
  );
  const egress = new Address(
    "egress",
    { name: `${name}-egress`, region, addressType: "EXTERNAL", labels },
    // Kafka's and PostgreSQL's allow-lists name this address: a lost one never comes back.
    guarded(google),
  );
  const router = new Router("router", { name, network: network.id, region }, after(google));
  const nat = new RouterNat(
    "nat",
    {
      name,
      router: router.name,
      region,
      natIpAllocateOption: "MANUAL_ONLY",
      natIps: [egress.selfLink],
      sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
      subnetworks: [{ name: subnetwork.id, sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
      // A node's pods share its ports: 64, Google's default, run out with a few busy connections.
      enableDynamicPortAllocation: true,
      minPortsPerVm: 128,
      maxPortsPerVm: 8192,
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
    },
    after(google),
  );
  return { network, subnetwork, nat };
}

/**
 * Ports of pods that the API server calls: Dapr's injector (4000) and its conversion of subscriptions (19443), KEDA's metrics
 * (6443), webhooks of KEDA, Envoy Gateway, CloudNativePG and Redpanda (9443), and those of cert-manager, External Secrets and
 * the Prometheus operator (10250).
 */
const WEBHOOK_PORTS = ["4000", "6443", "9443", "10250", "19443"];

/**
 * Lets the API server call webhooks, of whose ports GKE opens no more than 443 and 10250 by itself. Its address is one of
 * the nodes' range: it is there by Private Service Connect (GKE docs, "About Private Service Connect").
 */
export function admitApiServer({ network }: GoogleNetwork, nodes: Account, google: Google): Firewall {
  const { config } = google;
  return new Firewall(
    "webhooks",
    {
      name: `${config.name}-webhooks`,
      network: network.id,
      description: "The API server may call webhooks",
      direction: "INGRESS",
      sourceRanges: [config.network.nodes],
      targetServiceAccounts: [nodes.email],
      allows: [{ protocol: "tcp", ports: WEBHOOK_PORTS }],
    },
    after(google),
  );
}
