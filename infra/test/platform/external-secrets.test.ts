import { expect, test } from "vitest";
import { chartsIn, manifestsIn } from "../../plan/manifests.ts";
import { planStack } from "../../plan/plan.ts";
import { VAULT_ENTRIES } from "../../platform/external-secrets.ts";
import { secretData } from "../../platform/secret-data.ts";
import { MASTER_KEY, only } from "../support/find.ts";
import { waitsFor } from "../support/graph.ts";

const { resources } = await planStack("gke", (values) => {
  const {
    "punctual:masterKey": _masterKey,
    "punctual:kafkaPassword": _kafkaPassword,
    "punctual:postgresUrl": _postgresUrl,
    ...rest
  } = values;
  return {
    ...rest,
    "punctual:kafka": JSON.stringify({ mode: "given", brokers: ["k.example.com:9093"], username: "u" }),
    "punctual:postgres": JSON.stringify({ mode: "given" }),
    "punctual:monitoring": JSON.stringify({ mode: "install" }),
    "punctual:secrets": JSON.stringify({ mode: "external-secrets", version: "7" }),
  };
});

const release = "kubernetes:helm.sh/v3:Release external-secrets";
const store = "kubernetes:external-secrets.io/v1:ClusterSecretStore secret-store";
const fromVault = resources.filter(({ type }) => type.endsWith("v1:ExternalSecret"));

interface Spec {
  readonly target: { readonly name: string };
  readonly secretStoreRef: { readonly kind: string; readonly name: string };
  readonly dataFrom?: readonly { readonly extract: { readonly key: string } }[];
  readonly data?: readonly { readonly secretKey: string; readonly remoteRef: object }[];
}
const specOf = (inputs: Record<string, unknown>) => inputs.spec as Spec;

test("a vault gives every Secret that the stack would make itself, and the first token's hash", () => {
  const kafka = { brokers: "", saslMechanism: "SHA-512", username: "", password: "", caCert: "" } as const;
  const postgres = { adminUrl: "postgres://host/db", caCert: undefined, port: 5432, ready: [] };
  const own = secretData(MASTER_KEY, { ...kafka, replicationFactor: 1, ports: [], ready: [] }, postgres, {
    clientSecret: undefined,
    mail: undefined,
  });
  expect(VAULT_ENTRIES.map(({ secret }) => secret).sort()).toEqual(
    [...Object.keys(own), "first-token"].sort(),
  );
  expect(fromVault.map(({ inputs }) => specOf(inputs).target.name).sort()).toEqual(
    VAULT_ENTRIES.map(({ secret }) => secret).sort(),
  );
});

test("each from an entry of its own, with all the keys that are in it", () => {
  for (const { inputs } of fromVault) {
    const { target, secretStoreRef, dataFrom } = specOf(inputs);
    expect(secretStoreRef).toEqual({ kind: "ClusterSecretStore", name: "punctual" });
    if (target.name === "first-token") continue;
    expect(dataFrom, target.name).toEqual([{ extract: { key: `punctual-${target.name}` } }]);
  }
});

test("the first token itself never enters the cluster", () => {
  const { dataFrom, data } = specOf(
    only(resources, "kubernetes:external-secrets.io/v1:ExternalSecret", "first-token-from-vault").inputs,
  );
  expect(dataFrom).toBeUndefined();
  expect(data).toEqual([
    { secretKey: "sha256", remoteRef: { key: "punctual-first-token", property: "sha256" } },
  ]);
  const { inputs } = only(resources, "kubernetes:apps/v1:Deployment", "chat-api");
  expect(JSON.stringify(inputs)).toContain(
    '{"name":"BOOTSTRAP_TOKEN_SHA256","valueFrom":{"secretKeyRef":{"key":"sha256","name":"first-token"}}}',
  );
});

test("they wait for the operator and its store, and everything that reads them waits for them", () => {
  for (const each of fromVault) {
    const order = waitsFor(each, resources);
    expect(order, each.name).toContain(release);
    expect(order, each.name).toContain(store);
  }
  const readers = resources.filter(({ type }) => /:(Deployment|Job)$/.test(type));
  expect(readers.map(({ name }) => name)).toEqual(expect.arrayContaining(["chat-api", "database", "topics"]));
  for (const reader of readers) {
    const order = waitsFor(reader, resources);
    for (const { type, name } of fromVault) expect(order, reader.name).toContain(`${type} ${name}`);
  }
});

test("a run that starts services waits until each is there, and says which isn't", () => {
  for (const { inputs } of fromVault) {
    expect(inputs.metadata).toMatchObject({
      annotations: { "pulumi.com/waitFor": "condition=Ready", "punctual/secrets-version": "7" },
    });
  }
});

test("the stack knows no value of them: it makes no Secret, and nothing stands for one", () => {
  expect(manifestsIn(resources).filter(({ kind }) => kind === "Secret")).toEqual([]);
  expect(JSON.stringify(resources.map(({ inputs }) => inputs))).not.toMatch(
    /placeholder-|REPLACE|:\/\/[^"/]*:@/,
  );
});

test("the operator runs as who may read the vault, and may become nobody else", () => {
  const { values, namespace } = chartsIn(resources).find(({ name }) => name === "external-secrets") ?? {};
  expect(namespace).toBe("external-secrets");
  expect(values).toMatchObject({
    serviceAccount: { name: "external-secrets" },
    rbac: { serviceAccountTokenCreate: false },
    processPushSecret: false,
    processClusterExternalSecret: false,
    replicaCount: 2,
    leaderElect: true,
  });
});

test("the vault is open to the services' namespace alone", () => {
  const { inputs } = only(resources, "kubernetes:external-secrets.io/v1:ClusterSecretStore", "secret-store");
  expect(inputs.spec).toMatchObject({
    provider: { gcpsm: { projectID: expect.any(String) } },
    conditions: [{ namespaces: ["punctual"] }],
  });
});

test("a new version of the secrets replaces pods and runs the jobs again", () => {
  for (const { type, name, inputs } of resources.filter(({ type }) => /:(Deployment|Job)$/.test(type))) {
    const { template } = inputs.spec as { template: { metadata: { annotations: object } } };
    expect(template.metadata.annotations, `${type} ${name}`).toMatchObject({
      "punctual/secrets-version": "7",
    });
  }
});

test("without a master key, Grafana's chart makes up its password", () => {
  const { values } = chartsIn(resources).find(({ name }) => name === "kube-prometheus-stack") ?? {};
  const { grafana } = values as { grafana: object };
  expect(grafana).not.toHaveProperty("admin");
  expect(JSON.stringify(grafana)).not.toMatch(/password/i);
});
