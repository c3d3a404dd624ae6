import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { IngressConfig } from "../../config/platform.ts";
import { after } from "../after.ts";
import type { PlatformContext } from "../context.ts";
import { createSecret } from "../create-secret.ts";
import { UNTIL_READY } from "../wait.ts";
import { GATEWAY, INGRESS_NAMESPACE, LISTENER, TLS_SECRET } from "./names.ts";

type CertificateConfig = Extract<IngressConfig, { mode: "gateway" }>["certificate"];

const API = "cert-manager.io/v1";

interface CertificateArgs {
  readonly host: string;
  /** cert-manager, where it has to issue. */
  readonly certManager: pulumi.Resource[];
  /** Where an authority comes to see that the host is ours: the Gateway, open without TLS. */
  readonly gateway: pulumi.Resource[];
}

/** Puts the certificate that a stack asks for into the Secret that the Gateway reads. */
export function provideCertificate(
  config: Exclude<CertificateConfig, { mode: "given" }>,
  { host, certManager, gateway }: CertificateArgs,
  context: PlatformContext,
): void {
  const issuer =
    config.mode === "acme"
      ? acmeIssuer(config, [...certManager, ...gateway], context)
      : ownAuthority(certManager, context);
  certificate("certificate", { secretName: TLS_SECRET, dnsNames: [host] }, issuer, context);
}

/** Puts a certificate that exists there. @param key its key, PEM */
export function givenCertificate(
  cert: string,
  key: string,
  dependsOn: pulumi.Resource[],
  { labels, opts }: PlatformContext,
): k8s.core.v1.Secret {
  return createSecret(
    TLS_SECRET,
    { "tls.crt": cert, "tls.key": key },
    { namespace: INGRESS_NAMESPACE, labels, opts: after(opts, dependsOn) },
    "kubernetes.io/tls",
  );
}

/** An authority that asks for a token at `http://HOST/.well-known/acme-challenge/` (RFC 8555 section 8.3). */
function acmeIssuer(
  { email, server }: Extract<CertificateConfig, { mode: "acme" }>,
  dependsOn: pulumi.Resource[],
  context: PlatformContext,
) {
  return issuer(
    "acme",
    {
      acme: {
        email,
        server,
        privateKeySecretRef: { name: "acme-account" },
        solvers: [
          {
            http01: {
              gatewayHTTPRoute: {
                parentRefs: [
                  {
                    group: "gateway.networking.k8s.io",
                    kind: "Gateway",
                    name: GATEWAY,
                    namespace: INGRESS_NAMESPACE,
                    sectionName: LISTENER.http,
                  },
                ],
              },
            },
          },
        ],
      },
    },
    dependsOn,
    context,
  );
}

/** An authority of the cluster's own: one certificate that signed itself, and an issuer that signs with it. */
function ownAuthority(dependsOn: pulumi.Resource[], context: PlatformContext) {
  const secretName = "ingress-ca";
  const root = certificate(
    "ingress-ca",
    { secretName, isCA: true, commonName: "Punctual ingress", duration: "43800h" },
    issuer("self-signed", { selfSigned: {} }, dependsOn, context),
    context,
  );
  return issuer("ingress-ca", { ca: { secretName } }, [root], context);
}

function issuer(
  name: string,
  spec: Record<string, unknown>,
  dependsOn: pulumi.Resource[],
  { labels, opts }: PlatformContext,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(
    `${name}-issuer`,
    {
      apiVersion: API,
      kind: "Issuer",
      metadata: { name, namespace: INGRESS_NAMESPACE, labels, annotations: UNTIL_READY },
      spec,
    },
    after(opts, dependsOn),
  );
}

function certificate(
  name: string,
  spec: Record<string, unknown>,
  issuedBy: k8s.apiextensions.CustomResource,
  { labels, opts }: PlatformContext,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(
    name,
    {
      apiVersion: API,
      kind: "Certificate",
      metadata: { name: String(spec.secretName), namespace: INGRESS_NAMESPACE, labels },
      spec: {
        ...spec,
        issuerRef: { group: "cert-manager.io", kind: "Issuer", name: issuedBy.metadata.name },
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      },
    },
    after(opts, [issuedBy]),
  );
}
