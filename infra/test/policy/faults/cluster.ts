import { changed, type Fault, faults, resource } from "../support/fault.ts";
import { DEPLOYMENT } from "./pods.ts";

const ENFORCE = "pod-security|kubernetes|io/enforce";
const metadata = { name: "it", namespace: "punctual", labels: { "punctual/environment": "test" } };

const NAMESPACE = resource("kubernetes:core/v1:Namespace", {
  metadata: {
    name: "punctual",
    labels: { ...metadata.labels, "pod-security.kubernetes.io/enforce": "restricted" },
  },
});
const DENY = resource("kubernetes:networking.k8s.io/v1:NetworkPolicy", {
  metadata,
  spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
});
const SERVICE = resource("kubernetes:core/v1:Service", { metadata, spec: { ports: [{ port: 80 }] } });
const PROXY = resource("kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy", {
  metadata,
  spec: {
    provider: {
      kubernetes: {
        envoyService: {
          type: "LoadBalancer",
          annotations: { "networking.gke.io/load-balancer-type": "Internal" },
        },
      },
    },
  },
});
const ROLE = resource("kubernetes:rbac.authorization.k8s.io/v1:Role", {
  metadata,
  rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: ["kafka"], verbs: ["get"] }],
});
const BINDING = resource("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", {
  metadata: { name: "it", labels: metadata.labels },
  roleRef: { kind: "ClusterRole", name: "it" },
  subjects: [{ kind: "ServiceAccount", name: "it", namespace: "punctual" }],
});
const RELEASE = resource("kubernetes:helm.sh/v3:Release", {
  chart: "dapr",
  version: "1.16.13",
  repositoryOpts: { repo: "https://charts.example" },
  values: { global: { mtls: { enabled: true } } },
});
const OCI_RELEASE = resource("kubernetes:helm.sh/v3:Release", {
  chart: "oci://registry.example/charts/it",
  version: "v1.2.3",
});
const DIRECTORY = resource("kubernetes:kustomize/v2:Directory", { directory: "/repository/infra/it" });
const GATEWAY = resource("kubernetes:gateway.networking.k8s.io/v1:Gateway", {
  metadata,
  spec: { listeners: [{ name: "https", protocol: "HTTPS" }] },
});
const REDIRECT = resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", {
  metadata,
  spec: {
    parentRefs: [{ name: "it", sectionName: "http" }],
    rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https" } }] }],
  },
});
const ROUTE = resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", {
  metadata,
  spec: { parentRefs: [{ name: "it", sectionName: "https" }], rules: [{ backendRefs: [{ name: "it" }] }] },
});
const TRAFFIC = resource("kubernetes:gateway.envoyproxy.io/v1alpha1:ClientTrafficPolicy", {
  metadata,
  spec: { tls: { minVersion: "1.2" } },
});
const POSTGRES = resource("kubernetes:postgresql.cnpg.io/v1:Cluster", {
  metadata,
  spec: { postgresql: { pg_hba: ["hostnossl all all all reject"] } },
});
const KAFKA = resource("kubernetes:kafka.strimzi.io/v1:Kafka", {
  metadata,
  spec: { kafka: { listeners: [{ name: "clients", tls: true }] } },
});
const SCALER = resource("kubernetes:keda.sh/v1alpha1:ScaledObject", {
  metadata,
  spec: { triggers: [{ type: "kafka", metadata: { tls: "enable" } }] },
});
const CONFIGURATION = resource("kubernetes:dapr.io/v1alpha1:Configuration", {
  metadata,
  spec: { accessControl: { defaultAction: "deny" } },
});
const COMPONENT = resource("kubernetes:dapr.io/v1alpha1:Component", {
  metadata,
  spec: { type: "pubsub.kafka" },
  scopes: ["chat-api"],
});
const SUBSCRIPTION = resource("kubernetes:dapr.io/v2alpha1:Subscription", { metadata, scopes: ["notifier"] });
const STORE = resource("kubernetes:dapr.io/v1alpha1:Component", {
  metadata,
  spec: { type: "secretstores.kubernetes" },
});

const together = (rule: string, wrong: Fault["wrong"], says: string): Fault => ({
  rule,
  right: [NAMESPACE, DENY, DEPLOYMENT],
  wrong,
  says,
});

/** Faults of the cluster's own objects. */
export const CLUSTER_FAULTS: readonly Fault[] = [
  ...faults("pod-security-labels", NAMESPACE, [
    [`metadata.labels.${ENFORCE}`, undefined, "lets every pod in"],
    [`metadata.labels.${ENFORCE}`, "privileged", 'lets in pods of the level "privileged"'],
  ]),
  together("restricted-workloads", [DENY, DEPLOYMENT], "Workloads run in the namespace punctual"),
  together(
    "restricted-workloads",
    [changed(NAMESPACE, `metadata.labels.${ENFORCE}`, "baseline"), DENY, DEPLOYMENT],
    "which doesn't enforce the restricted level",
  ),
  together("default-deny", [NAMESPACE, DEPLOYMENT], "In the namespace punctual all traffic is allowed"),
  ...[
    ["spec.policyTypes", ["Ingress"]],
    ["spec.podSelector", { matchLabels: { app: "it" } }],
    ["spec.egress", [{}]],
    ["metadata.namespace", "elsewhere"],
  ].map(([path, value]) =>
    together(
      "default-deny",
      [NAMESPACE, changed(DENY, String(path), value), DEPLOYMENT],
      "In the namespace punctual all traffic is allowed",
    ),
  ),
  ...faults("no-public-service", SERVICE, [
    ["spec.type", "LoadBalancer", "a load balancer with an address on the internet"],
    ["spec.type", "NodePort", "opens a port on every node"],
    ["spec.externalIPs", ["203.0.113.7"], "takes addresses outside the cluster"],
  ]),
  // A Service of its own isn't what the configuration asks for: that is the gateway.
  ...faults(
    "no-public-service",
    SERVICE,
    [["spec.type", "LoadBalancer", "a load balancer with an address on the internet"]],
    { publicIngress: true },
  ),
  ...faults("no-public-service", PROXY, [
    [
      "spec.provider.kubernetes.envoyService.annotations",
      {},
      "a load balancer with an address on the internet",
    ],
    ["spec.provider.kubernetes.envoyService", undefined, "a load balancer with an address on the internet"],
  ]),
  ...faults("narrow-rbac", ROLE, [
    ["rules.0.resourceNames", undefined, "may read every secret of its namespace"],
    ["rules.0.verbs", ["*"], "allows every one of verbs"],
    ["rules.0.resources", ["*"], "allows every one of resources"],
    ["rules.0.apiGroups", ["*"], "allows every one of apiGroups"],
    ["rules.0.verbs", ["get", "impersonate"], "may impersonate, and so get any right"],
  ]),
  ...faults("narrow-rbac", BINDING, [
    ["roleRef.name", "cluster-admin", "gives the role cluster-admin"],
    ["subjects.0.name", "system:authenticated", "gives rights to system:authenticated"],
  ]),
  ...faults("pinned-sources", RELEASE, [
    ["version", undefined, "whichever version of its chart is the newest"],
    ["version", "~1.16.0", "whichever version of its chart is the newest"],
    ["version", "1.x", "whichever version of its chart is the newest"],
    ["repositoryOpts", undefined, "from a place that isn't named"],
    ["repositoryOpts.repo", "http://charts.example", "from a place that isn't named, or not authenticated"],
  ]),
  ...faults("pinned-sources", OCI_RELEASE, [
    ["version", undefined, "whichever version of its chart is the newest"],
  ]),
  ...faults("pinned-sources", DIRECTORY, [
    ["directory", "https://example.com/it?ref=main", "that isn't in this repository"],
  ]),
  ...faults("encrypted-in-transit", RELEASE, [["values.global.mtls.enabled", false, "without mTLS"]]),
  ...faults("encrypted-in-transit", GATEWAY, [
    ["spec.listeners.0.protocol", "HTTP", "has no listener with TLS"],
  ]),
  ...faults("encrypted-in-transit", REDIRECT, [
    ["spec.rules.0.backendRefs", [{ name: "it" }], "serves people without TLS"],
    ["spec.rules.0.filters", [], "serves people without TLS"],
  ]),
  ...faults("encrypted-in-transit", ROUTE, [
    ["spec.parentRefs.0.sectionName", "http", "serves people without TLS"],
    ["spec.parentRefs.0.sectionName", undefined, "serves people without TLS"],
  ]),
  ...faults("encrypted-in-transit", TRAFFIC, [["spec.tls.minVersion", "1.1", "takes a TLS older than 1.2"]]),
  ...faults("encrypted-in-transit", POSTGRES, [
    ["spec.postgresql.pg_hba", [], "takes connections to PostgreSQL without TLS"],
  ]),
  ...faults("encrypted-in-transit", KAFKA, [
    ["spec.kafka.listeners.0.tls", false, 'has a listener "clients" without TLS'],
  ]),
  ...faults("encrypted-in-transit", SCALER, [
    ["spec.triggers.0.metadata.tls", "disable", "asks Kafka without TLS"],
  ]),
  ...faults("dapr-denies-by-default", CONFIGURATION, [
    ["spec.accessControl", undefined, "lets every service call every other"],
    ["spec.accessControl.defaultAction", "allow", "lets every service call every other"],
  ]),
  ...faults("dapr-denies-by-default", COMPONENT, [["scopes", undefined, "is every service's"]]),
  ...faults("dapr-denies-by-default", SUBSCRIPTION, [["scopes", [], "is every service's"]]),
  // A secret store is every sidecar's.
  ...faults("dapr-denies-by-default", STORE, [["spec.type", "state.redis", "is every service's"]]),
  ...faults("cost-labels", DEPLOYMENT, [
    ["metadata.labels", {}, "has no label punctual/environment"],
    ["spec.template.metadata.labels", {}, "starts pods without the label punctual/environment"],
  ]),
  {
    rule: "explicit-provider",
    right: [SERVICE],
    wrong: [{ ...SERVICE, provider: "default_4_34_2" }],
    says: "is made by a default provider",
  },
];
