import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { CATALOG, type PublicPath } from "../../workloads/catalog.ts";
import { after } from "../after.ts";
import type { PlatformContext } from "../context.ts";
import { GATEWAY, INGRESS_NAMESPACE, LISTENER } from "./names.ts";

/** Port of every service's Kubernetes Service. */
const SERVICE_PORT = 80;
/** How long browsers remember to come by TLS alone (RFC 6797), in seconds: a year. */
const HSTS_S = 365 * 24 * 3600;

const parent = (sectionName: string) => ({ name: GATEWAY, namespace: INGRESS_NAMESPACE, sectionName });

const API = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" } as const;

/** Sends whoever comes without TLS to the same address with it. An ACME challenge's own route is more exact than this. */
export function redirectToTls(
  host: string,
  dependsOn: pulumi.Resource[],
  { labels, opts }: PlatformContext,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(
    "redirect-to-tls",
    {
      ...API,
      metadata: { name: "redirect-to-tls", namespace: INGRESS_NAMESPACE, labels },
      spec: {
        parentRefs: [parent(LISTENER.http)],
        hostnames: [host],
        rules: [
          { filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] },
        ],
      },
    },
    after(opts, dependsOn),
  );
}

/** Leads the public paths of the catalogue, and nothing else, to their services. */
export function routeToServices(
  host: string,
  dependsOn: pulumi.Resource[],
  { namespace, labels, opts }: PlatformContext,
): k8s.apiextensions.CustomResource[] {
  return CATALOG.filter(({ publicPaths }) => publicPaths.length > 0).map(
    ({ appId, publicPaths }) =>
      new k8s.apiextensions.CustomResource(
        `${appId}-route`,
        {
          ...API,
          metadata: { name: appId, namespace, labels },
          spec: {
            parentRefs: [parent(LISTENER.https)],
            hostnames: [host],
            rules: [rule(appId, publicPaths)],
          },
        },
        after(opts, dependsOn),
      ),
  );
}

function rule(service: string, paths: readonly PublicPath[]) {
  return {
    matches: paths.map((path) => ({ path })),
    filters: [
      {
        type: "ResponseHeaderModifier",
        responseHeaderModifier: {
          set: [{ name: "Strict-Transport-Security", value: `max-age=${HSTS_S}` }],
        },
      },
    ],
    backendRefs: [{ name: service, port: SERVICE_PORT }],
    // No limit: live updates and answers of tools stream for as long as someone reads. What is idle ends (see
    // envoy-policies.ts), and a service bounds its own work.
    timeouts: { request: "0s" },
  };
}
