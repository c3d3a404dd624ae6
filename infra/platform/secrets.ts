import { createHmac } from "node:crypto";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "./context.ts";
import { createSecret } from "./create-secret.ts";
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
  context: PlatformContext,
): DeliveredSecrets {
  const resources = Object.entries(data).map(([name, values]) =>
    createSecret(name, values, context, "Opaque"),
  );
  const version = pulumi
    .secret(data)
    // Keyed, so that nobody who may read a Deployment can try out weak passwords against it.
    .apply((values) =>
      createHmac("sha256", masterKey).update(JSON.stringify(values)).digest("hex").slice(0, 16),
    );
  return { resources, version: pulumi.unsecret(version) };
}

/** Makes the Secret that images are pulled with. @param credentials a Docker configuration, JSON */
export function pullSecret(name: string, credentials: string, context: PlatformContext): k8s.core.v1.Secret {
  return createSecret(name, { ".dockerconfigjson": credentials }, context, "kubernetes.io/dockerconfigjson");
}
