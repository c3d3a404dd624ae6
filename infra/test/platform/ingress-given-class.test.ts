import { expect, test } from "vitest";
import { chartsIn } from "../../plan/manifests.ts";
import { planStack } from "../../plan/plan.ts";
import { namesOf, only } from "../support/find.ts";
import { waitsFor } from "../support/graph.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:ingress": JSON.stringify({
    mode: "gateway",
    host: "tasks.example.com",
    gatewayClass: "cilium",
    gatewayNamespace: "cilium-ingress",
    certificate: { mode: "self-signed" },
  }),
}));

test("a class that exists is used, and nothing of Envoy's is declared", () => {
  expect(only(resources, "kubernetes:gateway.networking.k8s.io/v1:Gateway", "gateway").inputs).toMatchObject({
    spec: { gatewayClassName: "cilium" },
  });
  expect(chartsIn(resources).map(({ name }) => name)).not.toContain("envoy-gateway");
  expect(resources.filter(({ type }) => /envoyproxy|GatewayClass/.test(type))).toEqual([]);
});

test("chat-api takes connections from its pods alone", () => {
  const policy = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "chat-api-gateway");
  expect(namesOf((policy.inputs.spec as { ingress: unknown }).ingress)).toEqual(["cilium-ingress:8080"]);
});

test("the cluster's own authority signs: one certificate for itself, then the host's by it", () => {
  const issued = (name: string) => only(resources, "kubernetes:cert-manager.io/v1:Certificate", name);
  expect(issued("ingress-ca").inputs.spec).toMatchObject({
    isCA: true,
    secretName: "ingress-ca",
    issuerRef: { name: "self-signed" },
  });
  expect(issued("certificate").inputs.spec).toMatchObject({
    secretName: "punctual-tls",
    dnsNames: ["tasks.example.com"],
    issuerRef: { name: "ingress-ca" },
  });
  const order = waitsFor(issued("certificate"), resources);
  expect(order).toContain("kubernetes:cert-manager.io/v1:Certificate ingress-ca");
  expect(order).toContain("kubernetes:helm.sh/v3:Release cert-manager");
});
