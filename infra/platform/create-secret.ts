import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "./context.ts";
import type { SecretData } from "./secret-data.ts";

/** Where a Secret is made, by whom, and with which labels. */
interface Place extends Pick<PlatformContext, "labels" | "opts"> {
  readonly namespace: pulumi.Input<string>;
}

/** Makes a Kubernetes Secret whose values stay secret to Pulumi. @param type default: Kubernetes' own, `Opaque` */
export function createSecret(
  name: string,
  data: SecretData,
  place: Place,
  type?: string,
): k8s.core.v1.Secret {
  return declare(name, pulumi.secret(data), place, type);
}

/** Makes a Kubernetes Secret of what is no secret, for those who look for it in one. */
export function publicSecret(name: string, data: SecretData, place: Place): k8s.core.v1.Secret {
  return declare(name, data, place, "Opaque");
}

function declare(
  name: string,
  stringData: pulumi.Input<Record<string, pulumi.Input<string>>>,
  { namespace, labels, opts }: Place,
  type: string | undefined,
): k8s.core.v1.Secret {
  return new k8s.core.v1.Secret(
    name,
    { metadata: { name, namespace, labels }, ...(type !== undefined && { type }), stringData },
    opts,
  );
}
