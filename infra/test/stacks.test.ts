import { APP_IDS } from "@punctual/contracts/apps";
import { beforeAll, describe, expect, it } from "vitest";
import type { Recorded } from "../plan/record.ts";
import { stackNames } from "../plan/stack-file.ts";
import { keyOf, waitsFor } from "./support/graph.ts";
import { planned } from "./support/planned.ts";

/** Which chart brings the definitions of an API group. */
const CHART_OF: Readonly<Record<string, string>> = {
  "dapr.io": "dapr",
  "monitoring.coreos.com": "kube-prometheus-stack",
  "gateway.networking.k8s.io": "envoy-gateway",
  "gateway.envoyproxy.io": "envoy-gateway",
  "cert-manager.io": "cert-manager",
  "external-secrets.io": "external-secrets",
  "keda.sh": "keda",
  "postgresql.cnpg.io": "cloudnativepg",
  "kafka.strimzi.io": "strimzi",
  "barmancloud.cnpg.io": "barman-cloud",
};
const release = (chart: string) => `kubernetes:helm.sh/v3:Release ${chart}`;
const ofKind = (resources: readonly Recorded[], kind: string) =>
  resources.filter(({ type }) => type.startsWith("kubernetes:") && type.endsWith(`:${kind}`));
const groupOf = ({ inputs }: Recorded) => String(inputs.apiVersion).split("/").at(-2) ?? "";
const namespaceOf = ({ inputs }: Recorded) =>
  (inputs.metadata as { namespace?: string } | undefined)?.namespace;

const plans = new Map<string, Recorded[]>();
beforeAll(async () => {
  for (const stack of stackNames()) plans.set(stack, await planned(stack));
}, 120_000);

describe.each(stackNames())("the stack %s", (stack) => {
  const resources = () => plans.get(stack) ?? [];

  it("uses no default provider", () => {
    const custom = resources().filter((each) => each.custom && !each.type.startsWith("pulumi:"));
    expect(custom.length).toBeGreaterThan(40);
    expect(custom.filter(({ provider }) => provider === "").map(keyOf)).toEqual([]);
  });

  it("starts no service before Dapr, its resources, the topics and its own tables are there", () => {
    const needed = [
      release("dapr"),
      ...resources()
        .filter((each) => groupOf(each) === "dapr.io")
        .map(keyOf),
      ...ofKind(resources(), "Job").map(keyOf),
    ];
    const services: readonly string[] = Object.values(APP_IDS);
    const deployments = ofKind(resources(), "Deployment").filter(({ name }) => services.includes(name));
    expect(deployments).toHaveLength(3);
    for (const deployment of deployments) {
      expect([...waitsFor(deployment, resources())]).toEqual(expect.arrayContaining(needed));
    }
  });

  it("declares no custom resource before the chart that brings its definition", () => {
    const custom = resources().filter((each) => CHART_OF[groupOf(each)] !== undefined);
    expect(custom.length).toBeGreaterThanOrEqual(11);
    for (const each of custom) {
      const chart = release(CHART_OF[groupOf(each)] ?? "");
      expect(resources().map(keyOf)).toContain(chart);
      expect([...waitsFor(each, resources())], keyOf(each)).toContain(chart);
    }
  });

  it("knows which chart brings every definition it uses", () => {
    const builtIn = /(^$|^(apps|batch|policy|autoscaling)$|\.k8s\.io$)/;
    const unknown = resources()
      .filter(({ type }) => type.startsWith("kubernetes:") && !type.includes("helm.sh"))
      .map(groupOf)
      .filter((group) => !builtIn.test(group) && CHART_OF[group] === undefined);
    expect(unknown).toEqual([]);
  });

  it("keeps every Secret's values, its kubeconfig included, as Pulumi secrets", () => {
    const secrets = ofKind(resources(), "Secret");
    expect(secrets.length).toBeGreaterThanOrEqual(13);
    for (const each of secrets) expect(each.secretInputs, keyOf(each)).toContain("stringData");
    const providers = resources().filter(({ type }) => type === "pulumi:providers:kubernetes");
    expect(providers).toHaveLength(1);
    for (const each of providers) expect(each.secretInputs).toContain("kubeconfig");
  });

  it("names its cluster for good, so that a new kubeconfig replaces nothing", () => {
    const [provider] = resources().filter(({ type }) => type === "pulumi:providers:kubernetes");
    expect(provider?.inputs.clusterIdentifier).toMatch(/^[a-z]+\//);
  });

  it("denies all traffic among its services that is not allowed by name", () => {
    const denied = ofKind(resources(), "NetworkPolicy").filter(({ inputs }) =>
      expect
        .objectContaining({ podSelector: {}, policyTypes: ["Ingress", "Egress"] })
        .asymmetricMatch(inputs.spec),
    );
    expect(denied.map(namespaceOf)).toContain("punctual");
  });
});
