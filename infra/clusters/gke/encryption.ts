import { CryptoKey, CryptoKeyIAMMember, KeyRing } from "@pulumi/gcp/kms/index.js";
import { ServiceIdentity } from "@pulumi/gcp/projects/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { after, type Google, guarded } from "./google.ts";

const DAY_S = 24 * 60 * 60;

/** A key that GKE encrypts Secrets with. */
export interface SecretsKey {
  readonly id: pulumi.Output<string>;
  /** GKE may use it; to be there before the cluster is. */
  readonly grant: pulumi.Resource;
}

/**
 * A key of Cloud KMS for the Secrets in etcd, a new version of it every 90 days. Google never deletes a key ring: Pulumi
 * adds digits to its name, so that the stack can be made again after it was destroyed, and an empty ring stays behind.
 */
export function createSecretsKey(google: Google): SecretsKey {
  const { config, labels } = google;
  const ring = new KeyRing(config.name, { location: config.region }, after(google));
  const key = new CryptoKey(
    "secrets",
    { name: "cluster-secrets", keyRing: ring.id, rotationPeriod: `${90 * DAY_S}s`, labels },
    guarded(google),
  );
  const gke = new ServiceIdentity(
    "gke",
    { project: config.project, service: "container.googleapis.com" },
    after(google),
  );
  const grant = new CryptoKeyIAMMember(
    "gke-secrets",
    { cryptoKeyId: key.id, role: "roles/cloudkms.cryptoKeyEncrypterDecrypter", member: gke.member },
    after(google),
  );
  return { id: key.id, grant };
}
