import { createHmac } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "./context.ts";
import type { SecretData } from "./secret-data.ts";

/** Secrets that are in the cluster, or will be. */
export interface DeliveredSecrets {
  readonly resources: pulumi.Resource[];
  /** Changes when a value does; tells nothing of it. */
  readonly version: pulumi.Output<string>;
}

/** Makes Kubernetes Secrets from the stack's configuration. */
export function secretsFromStack(
  masterKey: string,
  data: Readonly<Record<string, SecretData>>,
  { namespace, labels, opts }: PlatformContext,
): DeliveredSecrets {
  const resources = Object.entries(data).map(
    ([name, stringData]) =>
      new k8s.core.v1.Secret(
        name,
        { metadata: { name, namespace, labels }, type: "Opaque", stringData: pulumi.secret(stringData) },
        opts,
      ),
  );
  const version = pulumi
    .secret(data)
    // Keyed, so that nobody who may read a Deployment can try out weak passwords against it.
    .apply((values) =>
      createHmac("sha256", masterKey).update(JSON.stringify(values)).digest("hex").slice(0, 16),
    );
  return { resources, version: pulumi.unsecret(version) };
}

/** Makes a Secret of what is no secret, for those who look for it in one. */
export function publicSecret(
  name: string,
  stringData: SecretData,
  { namespace, labels, opts }: PlatformContext,
): k8s.core.v1.Secret {
  return new k8s.core.v1.Secret(
    name,
    { metadata: { name, namespace, labels }, type: "Opaque", stringData },
    opts,
  );
}

/** Makes the Secret that images are pulled with. @param credentials a Docker configuration, JSON */
export function pullSecret(
  name: string,
  credentials: string,
  { namespace, labels, opts }: PlatformContext,
): k8s.core.v1.Secret {
  return new k8s.core.v1.Secret(
    name,
    {
      metadata: { name, namespace, labels },
      type: "kubernetes.io/dockerconfigjson",
      stringData: { ".dockerconfigjson": pulumi.secret(credentials) },
    },
    opts,
  );
}
