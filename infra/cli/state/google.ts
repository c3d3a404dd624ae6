import type { GkeConfig } from "../../config/clusters/gke.ts";
import type { Command } from "../step.ts";
import { fingerprint, type StateHome } from "./home.ts";

const RING = "punctual-state";
const SERVICES = ["cloudkms.googleapis.com", "storage.googleapis.com"];

/** A bucket that knows older versions and is closed to the public, and a key in Cloud KMS for each stack. */
export function googleState(
  { project, region }: Pick<GkeConfig, "project" | "region">,
  stack: string,
): StateHome {
  // Buckets share one namespace with all of Google Cloud.
  const bucket = `gs://punctual-state-${fingerprint(project)}`;
  const gcloud = (...args: string[]): Command => ({
    tool: "gcloud",
    args: [...args, "--project", project, "--quiet"],
  });
  const atRing = ["--keyring", RING, "--location", region];
  return {
    backend: bucket,
    secretsProvider: `gcpkms://projects/${project}/locations/${region}/keyRings/${RING}/cryptoKeys/${stack}`,
    variables: {},
    steps: [
      ...SERVICES.map((service) => ({
        kind: "run" as const,
        purpose: `the project's use of ${service}`,
        command: gcloud("services", "enable", service),
        unless: {
          ...gcloud(
            ...["services", "list", "--enabled", "--filter", `config.name=${service}`],
            ...["--format", "value(config.name)"],
          ),
          says: service,
        },
      })),
      {
        kind: "run",
        purpose: `a bucket that can't become public: ${bucket}`,
        command: gcloud(
          ...["storage", "buckets", "create", bucket, "--location", region, "--uniform-bucket-level-access"],
          ...["--public-access-prevention", "--soft-delete-duration", "30d"],
        ),
        unless: gcloud("storage", "buckets", "describe", bucket),
      },
      {
        kind: "run",
        purpose: "older versions of every object in it",
        command: gcloud("storage", "buckets", "update", bucket, "--versioning"),
        unless: {
          ...gcloud("storage", "buckets", "describe", bucket, "--format", "value(versioning_enabled)"),
          says: "True",
        },
      },
      {
        kind: "run",
        purpose: `a key ring: ${RING}`,
        command: gcloud("kms", "keyrings", "create", RING, "--location", region),
        unless: gcloud("kms", "keyrings", "describe", RING, "--location", region),
        // Cloud KMS needs a moment after it was enabled.
        patienceS: 120,
      },
      {
        kind: "run",
        purpose: `a key for the stack's secrets: ${stack}`,
        command: gcloud(
          ...["kms", "keys", "create", stack, ...atRing, "--purpose", "encryption"],
          ...["--rotation-period", "90d", "--next-rotation-time", "+p90d"],
        ),
        unless: gcloud("kms", "keys", "describe", stack, ...atRing),
      },
    ],
  };
}
