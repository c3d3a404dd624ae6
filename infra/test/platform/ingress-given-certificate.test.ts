import { expect, test } from "vitest";
import { chartsIn, manifestsIn } from "../../plan/manifests.ts";
import { PLACEHOLDERS } from "../../plan/placeholders.ts";
import { planStack } from "../../plan/plan.ts";
import { only, stringsOf } from "../support/find.ts";

const CERT = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const KEY = PLACEHOLDERS["punctual:tlsKey"] ?? "";
const { resources } = await planStack("gke", (values) => ({
  ...values,
  "punctual:kafka": JSON.stringify({ mode: "given", brokers: ["kafka.example.com:9092"], username: "u" }),
  "punctual:postgres": JSON.stringify({ mode: "given" }),
  "punctual:ingress": JSON.stringify({
    mode: "gateway",
    host: "tasks.corp.example.com",
    certificate: { mode: "given", cert: CERT },
  }),
}));

test("a certificate that is given needs no authority in the cluster", () => {
  expect(chartsIn(resources).map(({ name }) => name)).not.toContain("cert-manager");
  expect(resources.filter(({ type }) => type.includes("cert-manager.io"))).toEqual([]);
});

test("it is put where the Gateway reads it, its key as a secret and nowhere else", () => {
  const secret = only(resources, "kubernetes:core/v1:Secret", "punctual-tls");
  expect(secret.inputs).toMatchObject({ type: "kubernetes.io/tls", metadata: { namespace: "ingress" } });
  expect(stringsOf(secret)).toEqual({ "tls.crt": CERT, "tls.key": KEY });
  expect(secret.secretInputs).toContain("stringData");
  const others = manifestsIn(resources).filter(({ metadata }) => metadata.name !== "punctual-tls");
  expect(JSON.stringify([...others, ...chartsIn(resources)])).not.toContain(JSON.stringify(KEY).slice(1, -1));
});

test("several nodes get several proxies and controllers, spread and never drained all at once", () => {
  const proxy = only(resources, "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy", "envoy-proxy");
  const { kubernetes } = (proxy.inputs.spec as { provider: { kubernetes: Record<string, unknown> } })
    .provider;
  expect(kubernetes).toMatchObject({
    envoyHpa: { minReplicas: 2 },
    envoyPDB: { maxUnavailable: 1 },
    envoyDeployment: {
      pod: {
        topologySpreadConstraints: [
          expect.objectContaining({ topologyKey: "topology.kubernetes.io/zone" }),
          expect.objectContaining({ topologyKey: "kubernetes.io/hostname" }),
        ],
      },
    },
  });
  // An autoscaler and a fixed number would undo each other.
  expect(kubernetes.envoyDeployment).not.toHaveProperty("replicas");
  const { values } = chartsIn(resources).find(({ name }) => name === "envoy-gateway") ?? {};
  expect(values).toMatchObject({ deployment: { replicas: 2 }, podDisruptionBudget: { minAvailable: 1 } });
});

test("unless it is asked to be public, the load balancer has an address within the network", () => {
  const proxy = only(resources, "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy", "envoy-proxy");
  expect(proxy.inputs.spec).toMatchObject({
    provider: {
      kubernetes: {
        envoyService: { annotations: { "networking.gke.io/load-balancer-type": "Internal" } },
      },
    },
  });
});
