import type { Asked } from "../asked.ts";
import { at, items, text } from "../read.ts";
import type { Declared, ResourceRule } from "../rule.ts";

/** What a rule of a firewall lets in. */
interface Opening {
  readonly from: readonly string[];
  /** Ports and ranges of ports as text; "all" where none is named. */
  readonly ports: readonly string[];
}

const EVERYBODY = new Set(["0.0.0.0/0", "::/0", "*", "Internet", "Any"]);
/** What a gateway listens on. */
const WEB = new Set(["80", "443"]);

const list = (value: unknown) => items(value).map(String);

const azureRule = (rule: unknown): Opening[] =>
  at(rule, "direction") === "Inbound" && at(rule, "access") === "Allow"
    ? [
        {
          from: [text(at(rule, "sourceAddressPrefix")), ...list(at(rule, "sourceAddressPrefixes"))],
          ports: [text(at(rule, "destinationPortRange")), ...list(at(rule, "destinationPortRanges"))].filter(
            Boolean,
          ),
        },
      ]
    : [];

function oracleRule(rule: unknown): Opening[] {
  // Path MTU discovery (RFC 1191): "fragmentation needed" must come in from anywhere.
  const discovery = at(rule, "protocol") === "1" && at(rule, "icmpOptions", "type") === 3;
  if (discovery) return [];
  const range = at(rule, "tcpOptions", "destinationPortRange") ?? at(rule, "tcpOptions");
  const [min, max] = [at(range, "min"), at(range, "max")];
  return [
    {
      from: [text(at(rule, "source"))],
      ports: [min === undefined ? "all" : min === max ? String(min) : `${String(min)}-${String(max)}`],
    },
  ];
}

const OPENINGS: Readonly<Record<string, (inputs: Declared["inputs"]) => readonly Opening[]>> = {
  "azure-native:network:NetworkSecurityGroup": (inputs) =>
    items(at(inputs, "securityRules")).flatMap(azureRule),
  "azure-native:network:SecurityRule": azureRule,
  "gcp:compute/firewall:Firewall": (inputs) => {
    if (at(inputs, "direction") === "EGRESS") return [];
    const limited = ["sourceTags", "sourceServiceAccounts"].some((key) => items(at(inputs, key)).length > 0);
    const from = list(at(inputs, "sourceRanges"));
    return items(at(inputs, "allows")).map((allowed) => ({
      from: from.length === 0 && !limited ? ["0.0.0.0/0"] : from,
      ports: at(allowed, "ports") === undefined ? ["all"] : list(at(allowed, "ports")),
    }));
  },
  "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule": (inputs) =>
    at(inputs, "direction") === "INGRESS" ? oracleRule(inputs) : [],
  "oci:Core/securityList:SecurityList": (inputs) =>
    items(at(inputs, "ingressSecurityRules")).flatMap(oracleRule),
  "oci:Core/defaultSecurityList:DefaultSecurityList": (inputs) =>
    items(at(inputs, "ingressSecurityRules")).flatMap(oracleRule),
};

export const noOpenFirewall: ResourceRule = {
  name: "no-open-firewall",
  description:
    "No firewall lets the internet in, save to the gateway where the stack's configuration asks for it.",
  remedy:
    "Name the ranges that may come in; for ports 80 and 443 of the gateway, set punctual:ingress.public to true",
  check: ({ type, inputs }, asked) =>
    (OPENINGS[type]?.(inputs) ?? [])
      .filter((opening) => opening.from.some((source) => EVERYBODY.has(source)) && !isAsked(opening, asked))
      .map(({ ports }) => `lets the whole internet in on ports ${ports.join(", ")}`),
};

const isAsked = ({ ports }: Opening, { publicIngress }: Asked) =>
  publicIngress && ports.length > 0 && ports.every((port) => WEB.has(port));
