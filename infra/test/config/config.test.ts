import { describe, expect, it } from "vitest";
import { readConfig } from "../../config.ts";
import { refusal } from "../support/refusal.ts";
import { GKE, images, MINIKUBE } from "../support/values.ts";

const json = JSON.stringify;
const read = (values: Record<string, string>, isSecret = (_key: string) => true) =>
  readConfig({ values, isSecret });

const without = (key: string) => {
  const { [key]: _, ...rest } = MINIKUBE;
  return rest;
};
const given = (kafka: object) =>
  json({ mode: "given", brokers: ["k.example:9092"], username: "u", ...kafka });
const gateway = (rest: object) =>
  json({ mode: "gateway", host: "tasks.example.com", certificate: { mode: "self-signed" }, ...rest });

/** Each wrong in its own way: what is wrong, the values, and what the message must say. */
const WRONG: readonly [string, Record<string, string>, RegExp][] = [
  ["no target", without("punctual:target"), /punctual:target .*minikube.*aks.*gke.*oke/s],
  [
    "a target that there isn't",
    { ...MINIKUBE, "punctual:target": "eks" },
    /punctual:target .*minikube.*oke/s,
  ],
  ["no cluster", without("punctual:cluster"), /punctual:cluster is not set/],
  ["a key that is misspelt", { ...MINIKUBE, "punctual:kafak": "{}" }, /punctual:kafak is not a key/],
  [
    "a field that is misspelt",
    { ...MINIKUBE, "punctual:kafka": given({ user: "x" }) },
    /punctual:kafka\.user is not a key/,
  ],
  [
    "text where an object belongs",
    { ...MINIKUBE, "punctual:dapr": "install" },
    /punctual:dapr must be an object/,
  ],
  [
    "no master key",
    without("punctual:masterKey"),
    /punctual:masterKey is not set.*--secret punctual:masterKey/s,
  ],
  [
    "a master key that is too short",
    { ...MINIKUBE, "punctual:masterKey": "c2hvcnQ=" },
    /punctual:masterKey must be at least 32 bytes/,
  ],
  [
    "a Kafka without its password",
    without("punctual:kafkaPassword"),
    /punctual:kafkaPassword is not set.*"given"/,
  ],
  [
    "a broker without its port",
    { ...MINIKUBE, "punctual:kafka": given({ brokers: ["kafka.example.com"] }) },
    /punctual:kafka\.brokers\.0 must be host:port/,
  ],
  [
    "a CA that isn't PEM",
    { ...MINIKUBE, "punctual:kafka": given({ caCert: "MIIB" }) },
    /punctual:kafka\.caCert must be PEM/,
  ],
  [
    "an even number of brokers",
    { ...MINIKUBE, "punctual:kafka": json({ mode: "redpanda", replicas: 2 }) },
    /punctual:kafka\.replicas must be odd/,
  ],
  [
    "a Kafka mode that there isn't",
    { ...MINIKUBE, "punctual:kafka": json({ mode: "confluent" }) },
    /punctual:kafka\.mode .*redpanda-cloud/s,
  ],
  [
    "Redpanda Cloud without credentials",
    { ...MINIKUBE, "punctual:kafka": json({ mode: "redpanda-cloud", region: "eu-west-1" }) },
    /punctual:redpandaClientId is not set.*punctual:redpandaClientSecret is not set/s,
  ],
  ["a PostgreSQL without its DSN", without("punctual:postgresUrl"), /punctual:postgresUrl is not set/],
  [
    "a DSN of another database",
    { ...MINIKUBE, "punctual:postgresUrl": "mysql://u:p@db/x" },
    /punctual:postgresUrl must be postgres:/,
  ],
  [
    "a pooler's DSN",
    { ...MINIKUBE, "punctual:postgresUrl": "postgres://u:p@ep-1-pooler.eu.neon.tech/x?sslmode=require" },
    /punctual:postgresUrl is a pooler's.*direct/,
  ],
  [
    "a cloud's DSN that doesn't ask for encryption",
    { ...GKE, "punctual:postgresUrl": "postgres://u:p@db.example.com/x" },
    /punctual:postgresUrl must ask for encryption/,
  ],
  [
    "a public API server open to all",
    {
      ...GKE,
      "punctual:cluster": json({ project: "punctual-test", region: "europe-west4", privateApi: false }),
    },
    /punctual:cluster\.authorizedCidrs is empty/,
  ],
  [
    "an address range that isn't one",
    {
      ...GKE,
      "punctual:cluster": json({
        project: "punctual-test",
        region: "europe-west4",
        authorizedCidrs: ["10.0.0.1"],
      }),
    },
    /punctual:cluster\.authorizedCidrs\.0 must be an address range/,
  ],
  [
    "a pool of nodes with its bounds swapped",
    {
      ...GKE,
      "punctual:cluster": json({
        project: "punctual-test",
        region: "europe-west4",
        nodes: { min: 5, max: 2 },
      }),
    },
    /punctual:cluster\.nodes\.max must not be less than min/,
  ],
  [
    "an image that may move",
    { ...GKE, "punctual:images": images((name) => `ghcr.io/punctual/${name}:1.2.3`) },
    /punctual:images\.chat-api must have a digest.*punctual:images\.setup must have a digest/s,
  ],
  [
    "an image tagged latest",
    { ...MINIKUBE, "punctual:images": images((name) => `punctual/${name}:latest`) },
    /punctual:images\.chat-api must not be :latest/,
  ],
  [
    "images of which one is missing",
    { ...MINIKUBE, "punctual:images": json({ "chat-api": "punctual/chat-api:1" }) },
    /punctual:images\.setup is not set/,
  ],
  [
    "a certificate by ACME on an internal address",
    { ...MINIKUBE, "punctual:ingress": gateway({ certificate: { mode: "acme", email: "a@example.com" } }) },
    /punctual:ingress\.certificate\.mode can be "acme" only where ingress\.public/,
  ],
  [
    "a host that isn't a name",
    { ...MINIKUBE, "punctual:ingress": gateway({ host: "localhost" }) },
    /punctual:ingress\.host must be a DNS name/,
  ],
  [
    "a scale whose bounds are swapped",
    { ...MINIKUBE, "punctual:scaling": json({ mode: "cpu", min: 4, max: 2 }) },
    /punctual:scaling\.max must not be less than scaling\.min/,
  ],
  [
    "a vault where there is none",
    { ...MINIKUBE, "punctual:secrets": json({ mode: "external-secrets" }) },
    /punctual:secrets\.store is not set: Minikube has no vault/,
  ],
  [
    "a vault for what the stack itself makes",
    {
      ...MINIKUBE,
      "punctual:secrets": json({ mode: "external-secrets", store: "vault" }),
      "punctual:kafka": json({ mode: "redpanda" }),
    },
    /punctual:secrets\.mode can be "external-secrets" only where/,
  ],
  [
    "a chart that there isn't",
    { ...MINIKUBE, "punctual:charts": json({ dpar: { version: "1" } }) },
    /punctual:charts\.dpar is not a key.*cert-manager.*dapr/,
  ],
  [
    "a chart from two places",
    { ...MINIKUBE, "punctual:charts": json({ dapr: { path: "./dapr", repository: "https://m.example" } }) },
    /punctual:charts\.dapr give either a path or a repository/,
  ],
  [
    "a namespace that Kubernetes refuses",
    { ...MINIKUBE, "punctual:namespace": "Punctual_1" },
    /punctual:namespace must be lower-case/,
  ],
];

describe("a wrong configuration is refused with what would be right:", () => {
  it.each(WRONG)("%s", (_what, values, message) => {
    expect(refusal(values)).toMatch(message);
  });

  it("each with a message of its own", () => {
    const messages = WRONG.map(([, values]) => refusal(values));
    expect(new Set(messages).size).toBe(WRONG.length);
    expect(WRONG.length).toBeGreaterThanOrEqual(20);
  });

  it("all of them at once, each with the command that sets it", () => {
    const { "punctual:masterKey": _1, "punctual:postgresUrl": _2, ...rest } = MINIKUBE;
    const message = refusal(rest);
    expect(message).toContain("pulumi config set --secret punctual:masterKey");
    expect(message).toContain("pulumi config set --secret punctual:postgresUrl");
  });

  it("a secret in plain text", () => {
    expect(refusal({ ...MINIKUBE }, (key) => key !== "punctual:kafkaPassword")).toMatch(
      /punctual:kafkaPassword is a secret and stands in plain text/,
    );
  });

  it("and no message repeats a secret's value", () => {
    const message = refusal({ ...MINIKUBE, "punctual:postgresUrl": "mysql://u:hunter2@db/x" });
    expect(message).not.toContain("hunter2");
  });
});

describe("a right configuration", () => {
  it.each([
    ["minikube", MINIKUBE],
    ["a cloud", GKE],
  ])("of %s is read, with defaults where nothing was said", (_name, values) => {
    expect(read(values)).toMatchObject({ namespace: "punctual", charts: {}, scaling: { replicas: 1 } });
  });

  it("passes over keys of other projects and providers", () => {
    expect(read({ ...MINIKUBE, "azure-native:location": "westeurope" }).target).toBe("minikube");
  });
});
