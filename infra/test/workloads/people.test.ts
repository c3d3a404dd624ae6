import { describe, expect, it } from "vitest";
import { vaultEntries } from "../../cli/vault.ts";
import { readConfig } from "../../config.ts";
import { type Manifest, manifestsIn } from "../../plan/manifests.ts";
import { planned } from "../support/planned.ts";
import { refusal } from "../support/refusal.ts";
import { GKE, images, MINIKUBE } from "../support/values.ts";

const json = JSON.stringify;
const GATEWAY = json({
  mode: "gateway",
  host: "tasks.example.com",
  certificate: { mode: "self-signed" },
});
const SIGN_IN = {
  issuer: "https://id.example.com:8444/realms/home",
  clientId: "punctual",
  audience: "punctual-api",
  allowedEmails: ["ada@example.com", "@example.org"],
};
const API = {
  corsOrigins: ["https://app.example.com", "https://other.example.com"],
  rateLimitPerMinute: 900,
};

const plan = async (values: Readonly<Record<string, string>>) =>
  manifestsIn(
    await planned("minikube", {
      ...MINIKUBE,
      "punctual:images": images((name) => `punctual/${name}:test`),
      ...values,
    }),
  );
const find = (manifests: readonly Manifest[], kind: string, name: string) =>
  manifests.find((each) => each.kind === kind && each.metadata.name === name);
interface Deployment {
  readonly template: { spec: { containers: { env: { name: string; value?: string }[] }[] } };
}
const envOf = (manifests: readonly Manifest[]) => {
  const spec = find(manifests, "Deployment", "chat-api")?.spec as Deployment | undefined;
  const env = spec?.template.spec.containers[0]?.env ?? [];
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
};

describe("a stack where people sign in", async () => {
  const manifests = await plan({
    "punctual:ingress": GATEWAY,
    "punctual:signIn": json(SIGN_IN),
    "punctual:api": json(API),
    "punctual:oidcClientSecret": "the client's secret",
  });

  it("tells chat-api all of it but the secret, which its sidecar gives it", () => {
    expect(envOf(manifests)).toMatchObject({
      OIDC_ISSUER: SIGN_IN.issuer,
      OIDC_CLIENT_ID: "punctual",
      OIDC_AUDIENCE: "punctual-api",
      OIDC_ALLOWED_EMAILS: "ada@example.com,@example.org",
      CORS_ORIGINS: "https://app.example.com,https://other.example.com",
      RATE_LIMIT_PER_MINUTE: "900",
      TRUSTED_PROXIES: "1",
    });
    expect(json(find(manifests, "Deployment", "chat-api"))).not.toContain("the client's secret");
    expect(find(manifests, "Secret", "chat-api-oidc")).toMatchObject({
      stringData: { clientSecret: expect.anything() },
    });
  });

  it("lets chat-api alone reach the provider's port", () => {
    expect(find(manifests, "NetworkPolicy", "chat-api-issuer")?.spec).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "chat-api" } },
      policyTypes: ["Egress"],
      egress: [{ ports: [{ protocol: "TCP", port: 8444 }] }],
    });
  });
});

it("a stack that says nothing of people has tokens alone, and chat-api's own defaults", async () => {
  const manifests = await plan({});
  const names = Object.keys(envOf(manifests));
  expect(names).toContain("BOOTSTRAP_TOKEN_SHA256");
  expect(names.filter((name) => /^(OIDC|CORS|RATE|TRUSTED)_/.test(name))).toEqual([]);
  expect(find(manifests, "Secret", "chat-api-oidc")).toBeUndefined();
  expect(find(manifests, "NetworkPolicy", "chat-api-issuer")).toBeUndefined();
});

describe("with secrets from a vault", () => {
  const values = {
    ...GKE,
    "punctual:ingress": GATEWAY,
    "punctual:secrets": json({ mode: "external-secrets" }),
  };
  const entries = async (more: Readonly<Record<string, string>>) =>
    vaultEntries(readConfig({ values: { ...values, ...more }, isSecret: () => true }), {
      OIDC_CLIENT_SECRET: "the client's secret",
    });

  it("the client's secret is an entry where people sign in, and none elsewhere", async () => {
    const signIn = { "punctual:signIn": json(SIGN_IN) };
    expect((await entries(signIn))["punctual-chat-api-oidc"]).toEqual({
      clientSecret: "the client's secret",
    });
    expect(Object.keys(await entries({}))).not.toContain("punctual-chat-api-oidc");
  });
});

it.each<[string, Record<string, string>, string]>([
  [
    "an issuer without TLS",
    { signIn: json({ ...SIGN_IN, issuer: "http://id.example.com" }) },
    "signIn.issuer",
  ],
  ["an issuer that is of no use", { signIn: json({ issuer: SIGN_IN.issuer }) }, "signIn.clientId"],
  [
    "sign-in without TLS of our own",
    { signIn: json(SIGN_IN), ingress: json({ mode: "off" }) },
    "signIn.clientId",
  ],
  ["a secret without a client", { oidcClientSecret: "a secret" }, "oidcClientSecret"],
  ["all origins", { api: json({ corsOrigins: ["*"] }) }, "api.corsOrigins"],
  ["no requests at all", { api: json({ rateLimitPerMinute: 0 }) }, "api.rateLimitPerMinute"],
])("%s is refused", (_what, wrong, key) => {
  const values = Object.fromEntries(
    Object.entries(wrong).map(([name, value]) => [`punctual:${name}`, value]),
  );
  expect(refusal({ ...MINIKUBE, "punctual:ingress": GATEWAY, ...values })).toContain(`punctual:${key}`);
});
