import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { IngressConfig } from "../../config/platform.ts";
import { required } from "../../config/required.ts";
import type { SecretValues } from "../../config/secrets.ts";
import { after } from "../after.ts";
import type { PlatformContext } from "../context.ts";
import type { Ingress } from "../ingress.ts";
import { namespaceNamed } from "../peers.ts";
import { givenCertificate, provideCertificate } from "./certificate.ts";
import { envoyPolicies } from "./envoy-policies.ts";
import type { GatewayClass } from "./gateway-class.ts";
import { GATEWAY, INGRESS_NAMESPACE, LISTENER, TLS_SECRET } from "./names.ts";
import { redirectToTls, routeToServices } from "./routes.ts";

interface GatewayArgs {
  readonly gatewayClass: GatewayClass;
  /** What an Issuer or Certificate depends on. */
  readonly certManager: pulumi.Resource[];
  /** The stack's secrets, for the key of a certificate that is given. */
  readonly secrets: SecretValues;
}

/** A Gateway (Gateway API) with TLS for one host, its certificate, and the routes from there to the services. */
export function openGateway(
  config: Extract<IngressConfig, { mode: "gateway" }>,
  { gatewayClass, certManager, secrets }: GatewayArgs,
  context: PlatformContext,
): Ingress {
  const { certificate, host } = config;
  const { namespace, definitions, ours } = gatewayClass;
  const annotations = context.capabilities.loadBalancer(config.public ? "public" : "internal");
  const gateway = new k8s.apiextensions.CustomResource(
    "gateway",
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      metadata: { name: GATEWAY, namespace: INGRESS_NAMESPACE, labels: context.labels },
      spec: {
        gatewayClassName: gatewayClass.name,
        // Ours has them from its EnvoyProxy; somebody else's makes its load balancer by what the Gateway says, if it can.
        ...(!ours && Object.keys(annotations).length > 0 && { infrastructure: { annotations } }),
        listeners: listeners(host, context.namespace),
      },
    },
    after(context.opts, [namespace, ...definitions]),
  );
  if (ours) envoyPolicies([gateway], context);
  const redirect = redirectToTls(host, [gateway], context);
  if (certificate.mode === "given") {
    givenCertificate(certificate.cert, required(secrets, "tlsKey"), [namespace], context);
  } else {
    const wayIn = { host, certManager: [namespace, ...certManager], gateway: [gateway, redirect] };
    provideCertificate(certificate, wayIn, context);
  }
  routeToServices(host, [gateway], context);
  return {
    url: `https://${host}`,
    gatewayNamespace: gatewayClass.podsNamespace,
    address: `kubectl -n ${INGRESS_NAMESPACE} get gateway ${GATEWAY} -o jsonpath='{.status.addresses[*].value}'`,
  };
}

/** TLS for the services' routes; without it, only what leads there and what proves the name to an authority. */
function listeners(hostname: string, services: string) {
  return [
    {
      name: LISTENER.https,
      port: 443,
      protocol: "HTTPS",
      hostname,
      tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: TLS_SECRET }] },
      allowedRoutes: {
        namespaces: {
          from: "Selector",
          selector: namespaceNamed(services),
        },
      },
    },
    {
      name: LISTENER.http,
      port: 80,
      protocol: "HTTP",
      hostname,
      allowedRoutes: { namespaces: { from: "Same" } },
    },
  ];
}
