import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** One value of a Secret that a controller makes. */
interface SecretKey {
  readonly namespace: string;
  readonly secret: string;
  readonly key: string;
}

/**
 * Reads back what a controller in the cluster made.
 *
 * @param maker what is ready only once the Secret is there
 */
export function readSecret(
  { namespace, secret, key }: SecretKey,
  maker: pulumi.CustomResource,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  // Unknown until its maker is made, so that the preview before that doesn't look for what can't be there.
  const id = maker.id.apply(() => `${namespace}/${secret}`);
  const { data } = k8s.core.v1.Secret.get(`read-${secret}`, id, opts);
  return pulumi.secret(
    data.apply((values) => {
      const value = values[key];
      if (value === undefined) throw new Error(`Secret ${namespace}/${secret} has no key ${key}`);
      return Buffer.from(value, "base64").toString();
    }),
  );
}
