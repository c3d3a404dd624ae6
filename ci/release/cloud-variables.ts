import { needed } from "../github/client.ts";
import type { Environment } from "./environment.ts";

type Variables = Readonly<Record<string, string>>;

/**
 * What Pulumi must know in a job that is signed in to a cloud, beyond what the cloud's own sign-in leaves behind.
 *
 * @throws CiFailed when a variable is missing that it is made of
 */
export const CLOUD_VARIABLES: Readonly<Record<Environment["cloud"], (env: NodeJS.ProcessEnv) => Variables>> =
  {
    // Pulumi's provider asks GitHub for tokens itself; its state, kubelogin and ACR take az's.
    azure: (env) => ({
      ARM_USE_OIDC: "true",
      ARM_CLIENT_ID: needed(env, "AZURE_CLIENT_ID"),
      ARM_TENANT_ID: needed(env, "AZURE_TENANT_ID"),
      ARM_SUBSCRIPTION_ID: needed(env, "AZURE_SUBSCRIPTION_ID"),
    }),
    // A file of credentials was left behind, which all of Google's clients know.
    gcp: () => ({}),
    // Where the state is in Object Storage, by its S3 interface: as `npm run infra -- init oke` has it.
    oci: (env) => ({
      AWS_REGION: needed(env, "OCI_REGION"),
      AWS_REQUEST_CHECKSUM_CALCULATION: "when_required",
      AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required",
    }),
    none: () => ({}),
  };
