import { at, items, kindOf, text } from "../read.ts";
import type { Declared, ResourceRule } from "../rule.ts";

type Check = (inputs: Declared["inputs"]) => readonly string[];

const unless = (right: boolean, wrong: string): readonly string[] => (right ? [] : [wrong]);

const RESOURCES: Readonly<Record<string, Check>> = {
  "azure-native:storage:StorageAccount": (inputs) =>
    unless(
      at(inputs, "enableHttpsTrafficOnly") !== false &&
        ["TLS1_2", "TLS1_3"].includes(text(at(inputs, "minimumTlsVersion"))),
      "takes requests without TLS, or with an old one",
    ),
  "oci:ContainerEngine/nodePool:NodePool": (inputs) =>
    unless(
      at(inputs, "nodeConfigDetails", "isPvEncryptionInTransitEnabled") === true,
      "sends what its nodes write to their disks in plain text",
    ),
};

const KINDS: Readonly<Record<string, Check>> = {
  "gateway.networking.k8s.io/Gateway": (inputs) =>
    unless(
      items(at(inputs, "spec", "listeners")).some((each) =>
        ["HTTPS", "TLS"].includes(text(at(each, "protocol"))),
      ),
      "has no listener with TLS",
    ),
  "gateway.networking.k8s.io/HTTPRoute": plainRoute,
  "gateway.envoyproxy.io/ClientTrafficPolicy": (inputs) =>
    unless(
      ["1.2", "1.3"].includes(text(at(inputs, "spec", "tls", "minVersion"))),
      "takes a TLS older than 1.2",
    ),
  "postgresql.cnpg.io/Cluster": (inputs) =>
    unless(
      items(at(inputs, "spec", "postgresql", "pg_hba")).includes("hostnossl all all all reject"),
      "takes connections to PostgreSQL without TLS",
    ),
  "kafka.strimzi.io/Kafka": (inputs) =>
    items(at(inputs, "spec", "kafka", "listeners"))
      .filter((listener) => at(listener, "tls") !== true)
      .map((listener) => `has a listener "${text(at(listener, "name"))}" without TLS`),
  "keda.sh/ScaledObject": (inputs) =>
    items(at(inputs, "spec", "triggers"))
      .filter((each) => at(each, "type") === "kafka" && at(each, "metadata", "tls") !== "enable")
      .map(() => "asks Kafka without TLS"),
  "helm.sh/Release": (inputs) =>
    unless(
      text(at(inputs, "chart")) !== "dapr" || at(inputs, "values", "global", "mtls", "enabled") === true,
      "lets services talk to each other without mTLS",
    ),
};

/** A route on a listener without TLS may do nothing but send people to the one with TLS. */
function plainRoute(inputs: Declared["inputs"]): readonly string[] {
  const plain = items(at(inputs, "spec", "parentRefs")).some(
    (parent) => text(at(parent, "sectionName")) !== "https",
  );
  const redirects = items(at(inputs, "spec", "rules")).every(
    (rule) =>
      items(at(rule, "backendRefs")).length === 0 &&
      items(at(rule, "filters")).some((filter) => at(filter, "requestRedirect", "scheme") === "https"),
  );
  return unless(!plain || redirects, "serves people without TLS");
}

export const encryptedInTransit: ResourceRule = {
  name: "encrypted-in-transit",
  description: "Nothing of the platform's is sent over a network in plain text, nor by a TLS older than 1.2.",
  remedy:
    'Ask for TLS: a listener "https" and a redirect to it, tls.minVersion "1.2", tls: true, Dapr\'s global.mtls.enabled, isPvEncryptionInTransitEnabled',
  check: ({ type, inputs, published }) => {
    if (published) return [];
    const found = kindOf(type);
    const check = RESOURCES[type] ?? (found && KINDS[`${found.group}/${found.kind}`]);
    return check?.(inputs) ?? [];
  },
};
