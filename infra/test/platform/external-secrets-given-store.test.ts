import { expect, test } from "vitest";
import { chartsIn } from "../../plan/manifests.ts";
import { planStack } from "../../plan/plan.ts";
import { only } from "../support/find.ts";

const CA = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const { resources } = await planStack("minikube", ({ "punctual:images": _, ...values }) => ({
  ...values,
  "punctual:kafka": JSON.stringify({ mode: "given", brokers: ["k.example.com:9093"], username: "u" }),
  "punctual:postgres": JSON.stringify({ mode: "given", caCert: CA }),
  "punctual:secrets": JSON.stringify({
    mode: "external-secrets",
    install: false,
    store: "team-vault",
    prefix: "staging",
  }),
}));
const fromVault = resources.filter(({ type }) => type.endsWith("v1:ExternalSecret"));

test("an operator and a store that exist are used", () => {
  expect(chartsIn(resources).map(({ name }) => name)).not.toContain("external-secrets");
  expect(resources.filter(({ type }) => type.endsWith("ClusterSecretStore"))).toEqual([]);
  expect(fromVault.length).toBeGreaterThan(0);
  for (const { inputs } of fromVault) {
    expect(inputs.spec).toMatchObject({ secretStoreRef: { kind: "ClusterSecretStore", name: "team-vault" } });
  }
});

test("entries are found by the stack's own prefix", () => {
  const { inputs } = only(
    resources,
    "kubernetes:external-secrets.io/v1:ExternalSecret",
    "kafka-credentials-from-vault",
  );
  expect(inputs.spec).toMatchObject({ dataFrom: [{ extract: { key: "staging-kafka-credentials" } }] });
});

test("before there are services, an entry that isn't there yet holds nothing up", () => {
  expect(JSON.stringify(fromVault)).not.toContain("pulumi.com/waitFor");
});

test("a first token that the stack knows needs no entry", () => {
  expect(fromVault.map(({ name }) => name)).not.toContain("first-token-from-vault");
});

test("an authority's certificate is no secret: the stack has it", () => {
  expect(only(resources, "kubernetes:core/v1:Secret", "database-ca").inputs).toMatchObject({
    metadata: { namespace: "punctual" },
    stringData: { "ca.crt": CA },
  });
});
