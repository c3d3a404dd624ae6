import { z } from "zod";

/** What a stack's configuration asks for beyond what is allowed to everybody. */
export interface Asked {
  /** People come in from the internet. */
  readonly publicIngress: boolean;
  /** The API server has an address on the internet. */
  readonly publicApi: boolean;
  /** The cluster is a laptop's: its images have tags, and its load balancers are reached from there alone. */
  readonly laptop: boolean;
  /** Nodes' caches and temporary disks are left unencrypted, for want of the feature in the account. */
  readonly plainNodeCaches: boolean;
  /** Kubernetes' Secrets are left to the cloud's own encryption, without a key of the stack's. */
  readonly noSecretsKey: boolean;
}

const ingress = z.looseObject({ public: z.boolean().default(false) });
const cluster = z.looseObject({
  privateApi: z.boolean().default(true),
  encryptionAtHost: z.boolean().default(true),
  secretsEncryption: z.boolean().default(true),
});

/**
 * Reads what a stack asks for from its configuration: full keys (`punctual:ingress`) with their text. A key that isn't
 * there asks for nothing. The program checks the whole configuration (../config.ts); this is read apart from it, so that
 * a mistake there doesn't open what the rules keep shut.
 *
 * @throws SyntaxError or ZodError when a key is there and wrong
 */
export function readAsked(values: Readonly<Record<string, string>>): Asked {
  const object = (key: string): unknown => JSON.parse(values[`punctual:${key}`] ?? "{}");
  const { public: publicIngress } = ingress.parse(object("ingress"));
  const { privateApi, encryptionAtHost, secretsEncryption } = cluster.parse(object("cluster"));
  return {
    publicIngress,
    publicApi: !privateApi,
    laptop: values["punctual:target"] === "minikube",
    plainNodeCaches: !encryptionAtHost,
    noSecretsKey: !secretsEncryption,
  };
}
