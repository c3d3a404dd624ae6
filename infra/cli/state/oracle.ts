import type { OkeConfig } from "../../config/clusters/oke.ts";
import type { StackFiles } from "../data-dir.ts";
import { type Command, type Step, told } from "../step.ts";
import { fingerprint, passphrase, type StateHome } from "./home.ts";

/** Name of the keys in {@link StackFiles.bucketKeys}. */
const PROFILE = "punctual";

/**
 * A bucket that knows older versions, by Object Storage's S3 interface; and a passphrase, as Pulumi knows no key service
 * of Oracle's.
 *
 * @param user OCID of the user whose keys open the bucket
 */
export function oracleState(
  { tenancyId, compartmentId, region }: Pick<OkeConfig, "tenancyId" | "compartmentId" | "region">,
  user: string,
  files: StackFiles,
): StateHome {
  const bucket = `punctual-state-${fingerprint(compartmentId)}`;
  const oci = (...args: string[]): Command => ({ tool: "oci", args });
  const secret = passphrase(files);
  const steps: Step[] = [
    {
      kind: "ask",
      purpose: "the tenancy's name in Object Storage",
      of: oci("os", "ns", "get", "--region", region, "--query", "data", "--raw-output"),
      as: "namespace",
    },
    {
      kind: "ask",
      purpose: "the tenancy's home region, where users' keys are made",
      of: oci(
        ...["iam", "region-subscription", "list", "--tenancy-id", tenancyId],
        ...["--query", 'data[?"is-home-region"]|[0]."region-name"', "--raw-output"],
      ),
      as: "home",
    },
    {
      kind: "run",
      purpose: `a private bucket with older versions of every object: ${bucket}`,
      command: oci(
        ...[
          "os",
          "bucket",
          "create",
          "--name",
          bucket,
          "--compartment-id",
          compartmentId,
          "--region",
          region,
        ],
        ...["--versioning", "Enabled", "--public-access-type", "NoPublicAccess"],
      ),
      unless: oci("os", "bucket", "get", "--name", bucket, "--region", region),
    },
    {
      kind: "write",
      purpose: `a Customer Secret Key of yours, to reach it by, in ${files.bucketKeys}`,
      path: files.bucketKeys,
      content: {
        of: oci(
          ...["iam", "customer-secret-key", "create", "--user-id", user, "--display-name", bucket],
          ...["--region", told("home")],
        ),
        form: {
          apply: credentialsFile,
          shell: `jq -r '"[${PROFILE}]\\naws_access_key_id = \\(.data.id)\\naws_secret_access_key = \\(.data.key)"'`,
        },
      },
    },
    ...secret.steps,
  ];
  const endpoint = `https://${told("namespace")}.compat.objectstorage.${region}.oraclecloud.com`;
  return {
    backend: `s3://${bucket}?endpoint=${endpoint}&region=${region}&s3ForcePathStyle=true`,
    secretsProvider: "passphrase",
    variables: {
      ...secret.variables,
      AWS_SHARED_CREDENTIALS_FILE: files.bucketKeys,
      AWS_PROFILE: PROFILE,
      AWS_REGION: region,
      // Object Storage refuses the checksums that newer clients send after the content (pulumi/pulumi#23764).
      AWS_REQUEST_CHECKSUM_CALCULATION: "when_required",
      AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required",
    },
    steps,
  };
}

/** A credentials file as clients of S3 read it, of what the OCI CLI answers when it makes a key. */
function credentialsFile(output: string): string {
  const { data } = JSON.parse(output) as { data: { id: string; key: string } };
  return `[${PROFILE}]\naws_access_key_id = ${data.id}\naws_secret_access_key = ${data.key}\n`;
}
