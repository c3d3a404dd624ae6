import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { after } from "../after.ts";
import type { PlatformContext } from "../context.ts";
import { GATEWAY, INGRESS_NAMESPACE } from "./names.ts";

/** Twice what a service takes in a body (packages/service-kit), so that its own clear answer comes first. */
const BODY_LIMIT = "2Mi";
/** Requests a second that one proxy takes for each public path, from all clients together, before it answers 429. */
const RATE = 1000;
/** Requests and live streams that may be open at once. Envoy's default of 1,024 would cut off the 1,025th reader. */
const OPEN_AT_ONCE = 20_000;

/** What the Gateway API has no words for, said to Envoy Gateway. */
export function envoyPolicies(dependsOn: pulumi.Resource[], { labels, opts }: PlatformContext): void {
  const policy = (kind: string, name: string, spec: Record<string, unknown>) =>
    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "gateway.envoyproxy.io/v1alpha1",
        kind,
        metadata: { name: GATEWAY, namespace: INGRESS_NAMESPACE, labels },
        spec: {
          targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: GATEWAY }],
          ...spec,
        },
      },
      after(opts, dependsOn),
    );

  policy("ClientTrafficPolicy", "client-traffic", {
    tls: { minVersion: "1.2" },
    timeout: {
      http: {
        // Against clients that send a byte at a time. None of them limits how long an answer may stream.
        requestReceivedTimeout: "30s",
        requestHeadersReceivedTimeout: "10s",
        idleTimeout: "5m",
        streamIdleTimeout: "5m",
      },
    },
    // %2F and %5C never make a path that is matched differently here and in a service.
    path: { escapedSlashesAction: "RejectRequest" },
    headers: { withUnderscoresAction: "RejectRequest", disableRateLimitHeaders: true },
    http2: { maxConcurrentStreams: 100 },
  });
  policy("BackendTrafficPolicy", "backend-traffic", {
    requestBuffer: { limit: BODY_LIMIT },
    rateLimit: { local: { rules: [{ limit: { requests: RATE, unit: "Second" } }] } },
    circuitBreaker: {
      maxConnections: OPEN_AT_ONCE,
      maxParallelRequests: OPEN_AT_ONCE,
      maxPendingRequests: OPEN_AT_ONCE,
    },
    // A request that never reached a pod is safe to send again, whatever it asks for.
    retry: { numRetries: 2, retryOn: { triggers: ["connect-failure", "reset-before-request"] } },
    timeout: { tcp: { connectTimeout: "5s" } },
  });
}
