import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { CATALOG } from "../../workloads/catalog.ts";
import { namesOf, only } from "../support/find.ts";
import { waitsFor } from "../support/graph.ts";
import { matches } from "../support/paths.ts";

const HOST = "tasks.example.com";
const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:ingress": JSON.stringify({
    mode: "gateway",
    host: HOST,
    public: true,
    certificate: { mode: "acme", email: "someone@example.com" },
  }),
}));

const gatewayApi = (kind: string) => `kubernetes:gateway.networking.k8s.io/v1:${kind}`;
const envoy = "kubernetes:helm.sh/v3:Release envoy-gateway";
const certManager = "kubernetes:helm.sh/v3:Release cert-manager";

interface Route {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly hostnames: readonly string[];
    readonly parentRefs: readonly { readonly sectionName: string; readonly namespace: string }[];
    readonly rules: readonly {
      readonly matches?: readonly { readonly path: { readonly type: string; readonly value: string } }[];
      readonly backendRefs?: readonly { readonly name: string; readonly port: number }[];
      readonly filters: readonly Record<string, unknown>[];
      readonly timeouts?: Record<string, string>;
    }[];
  };
}
const routes = resources
  .filter(({ type }) => type === gatewayApi("HTTPRoute"))
  .map(({ inputs }) => inputs as unknown as Route);
const chatApi = routes.filter(({ metadata }) => metadata.namespace === "punctual");
const { spec: gateway } = only(resources, gatewayApi("Gateway"), "gateway").inputs as {
  spec: { gatewayClassName: string; listeners: Record<string, unknown>[] };
};

test("each custom resource waits for the chart that brings its kind", () => {
  const ours = resources.filter(({ type }) => /gateway\.(networking|envoyproxy)|cert-manager\.io/.test(type));
  expect(ours.map(({ name }) => name).sort()).toEqual([
    "acme-issuer",
    "backend-traffic",
    "certificate",
    "chat-api-route",
    "client-traffic",
    "envoy-proxy",
    "gateway",
    "gateway-class",
    "redirect-to-tls",
  ]);
  for (const resource of ours) {
    const chart = resource.type.includes("cert-manager.io") ? certManager : envoy;
    expect(waitsFor(resource, resources), resource.name).toContain(chart);
  }
});

test("cert-manager waits for the Gateway API, without which it refuses to start, and is told of it", () => {
  const release = only(resources, "kubernetes:helm.sh/v3:Release", "cert-manager");
  expect(waitsFor(release, resources)).toContain(envoy);
  expect(release.inputs.values).toMatchObject({ config: { gatewayAPI: { enabled: true } } });
});

test("only chat-api is reached from outside, by its public paths", () => {
  expect(chatApi.map(({ metadata }) => metadata.name)).toEqual(["chat-api"]);
  const rules = chatApi.flatMap(({ spec }) => spec.rules);
  expect(rules.flatMap(({ backendRefs }) => backendRefs)).toEqual([{ name: "chat-api", port: 80 }]);
  const reached = (path: string) =>
    rules.some((rule) => (rule.matches ?? []).some((match) => matches(match.path, path)));
  const row = CATALOG.find(({ appId }) => appId === "chat-api");
  for (const { value } of row?.publicPaths ?? []) expect(reached(value), value).toBe(true);
  for (const path of ["/", "/api/tasks/7", "/mcp", "/docs/"]) expect(reached(path), path).toBe(true);
  for (const path of [
    "/metrics",
    "/healthz",
    "/readyz",
    "/dead-letters",
    "/dapr/subscribe",
    "/dapr/config",
    "/job/reminder-task-1",
    "/apis",
    "/mcpx",
  ])
    expect(reached(path), path).toBe(false);
});

test("a rule without a path would match all of them, so only the redirect has none", () => {
  const open = routes.filter(({ spec }) => spec.rules.some((rule) => !rule.matches));
  expect(open.map(({ metadata }) => metadata.name)).toEqual(["redirect-to-tls"]);
  expect(open.flatMap(({ spec }) => spec.rules)).toEqual([
    { filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] },
  ]);
});

test("services' routes are open to TLS alone; without it there is the redirect and the authority's challenge", () => {
  expect(gateway.listeners).toEqual([
    expect.objectContaining({
      name: "https",
      port: 443,
      protocol: "HTTPS",
      hostname: HOST,
      tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: "punctual-tls" }] },
      allowedRoutes: {
        namespaces: {
          from: "Selector",
          selector: { matchLabels: { "kubernetes.io/metadata.name": "punctual" } },
        },
      },
    }),
    expect.objectContaining({
      name: "http",
      port: 80,
      protocol: "HTTP",
      allowedRoutes: { namespaces: { from: "Same" } },
    }),
  ]);
  const parents = (list: Route[]) =>
    list.flatMap(({ spec }) => spec.parentRefs.map(({ sectionName }) => sectionName));
  expect(parents(chatApi)).toEqual(["https"]);
  expect(parents(routes.filter(({ metadata }) => metadata.namespace === "ingress"))).toEqual(["http"]);
});

test("the certificate is for the host, in the Secret that the Gateway reads, by the authority of the internet", () => {
  expect(only(resources, "kubernetes:cert-manager.io/v1:Certificate", "certificate").inputs).toMatchObject({
    metadata: { namespace: "ingress" },
    spec: {
      secretName: "punctual-tls",
      dnsNames: [HOST],
      issuerRef: { kind: "Issuer", name: "acme" },
      privateKey: { rotationPolicy: "Always" },
    },
  });
  const issuer = only(resources, "kubernetes:cert-manager.io/v1:Issuer", "acme-issuer");
  expect(issuer.inputs).toMatchObject({
    metadata: { namespace: "ingress" },
    spec: {
      acme: {
        email: "someone@example.com",
        server: "https://acme-v02.api.letsencrypt.org/directory",
        solvers: [
          {
            http01: {
              gatewayHTTPRoute: {
                parentRefs: [expect.objectContaining({ name: "punctual", sectionName: "http" })],
              },
            },
          },
        ],
      },
    },
  });
});

test("TLS before 1.2 is refused, browsers are told to come by TLS alone, and live streams are never cut", () => {
  const client = only(
    resources,
    "kubernetes:gateway.envoyproxy.io/v1alpha1:ClientTrafficPolicy",
    "client-traffic",
  );
  expect(client.inputs.spec).toMatchObject({ tls: { minVersion: "1.2" } });
  const [rule] = chatApi.flatMap(({ spec }) => spec.rules);
  expect(rule?.timeouts).toEqual({ request: "0s" });
  expect(rule?.filters).toEqual([
    {
      type: "ResponseHeaderModifier",
      responseHeaderModifier: { set: [{ name: "Strict-Transport-Security", value: "max-age=31536000" }] },
    },
  ]);
});

test("the client's address is kept, and the pods may be drained", () => {
  const proxy = only(resources, "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy", "envoy-proxy");
  expect(proxy.inputs.spec).toMatchObject({
    provider: {
      kubernetes: {
        envoyService: { type: "LoadBalancer", externalTrafficPolicy: "Local" },
        envoyPDB: { maxUnavailable: 1 },
        envoyDeployment: { replicas: 1 },
      },
    },
  });
});

test("no query and no credential is ever logged", () => {
  const proxy = only(resources, "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy", "envoy-proxy");
  const { telemetry } = proxy.inputs.spec as {
    telemetry: { accessLog: { settings: { format: { json: Record<string, string> } }[] } };
  };
  const logged = telemetry.accessLog.settings.flatMap(({ format }) => Object.values(format.json));
  expect(logged).toContain("%REQ_WITHOUT_QUERY(X-ENVOY-ORIGINAL-PATH?:PATH)%");
  expect(logged.filter((operator) => /REQ\(.*(PATH|AUTHORIZATION|COOKIE|TOKEN)/i.test(operator))).toEqual([]);
});

test("Envoy is the only pod from outside that chat-api takes connections from", () => {
  const policy = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "chat-api-gateway");
  expect(namesOf((policy.inputs.spec as { ingress: unknown }).ingress)).toEqual(["ingress:8080"]);
  expect(only(resources, "kubernetes:core/v1:Namespace", "ingress").inputs).toMatchObject({
    metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  });
});

test("chat-api knows the address that people reach it by", () => {
  const { inputs } = only(resources, "kubernetes:apps/v1:Deployment", "chat-api");
  expect(JSON.stringify(inputs)).toContain(`{"name":"PUBLIC_URL","value":"https://${HOST}"}`);
});
