import type * as k8s from "@pulumi/kubernetes";
import { tcp } from "../platform/peers.ts";

type Egress = k8s.types.input.networking.v1.NetworkPolicyEgressRule;

/** Of webhooks and push services, and of mail servers: relay, submission by TLS, submission, and its usual other one. */
const PORTS = [80, 443, 25, 465, 587, 2525];

/** What is nobody's host on the internet: private networks, carriers' NAT, loopback, link-local with clouds' metadata. */
const NOT_PUBLIC = [
  ...["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...["192.0.0.0/24", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"],
];

/** What the notifier needs to reach. */
export interface Outside {
  /** Of the operator's mail server; undefined where there is none. */
  readonly smtpUrl: string | undefined;
  /** Networks, such as `10.1.0.0/16`, whose every port is open to it. */
  readonly allowedNetworks: readonly string[];
}

/**
 * Lets the notifier reach people's webhooks, push services and the mail server: public addresses by their usual ports, and
 * the networks that the operator allows. A mail server whose address is private must be in one of those: policies know no
 * names.
 */
export function outsideRules({ smtpUrl, allowedNetworks }: Outside): Egress[] {
  const own = Number(new URL(smtpUrl ?? "smtp://none").port || 587);
  const ports = tcp(...new Set([...PORTS, own]));
  const everybody = [{ cidr: "0.0.0.0/0", except: NOT_PUBLIC }, { cidr: "2000::/3" }];
  return [
    { to: everybody.map((ipBlock) => ({ ipBlock })), ports },
    ...(allowedNetworks.length > 0 ? [{ to: allowedNetworks.map((cidr) => ({ ipBlock: { cidr } })) }] : []),
  ];
}
