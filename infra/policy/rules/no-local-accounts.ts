import { at } from "../read.ts";
import type { Declared, ResourceRule } from "../rule.ts";

type Check = (inputs: Declared["inputs"]) => readonly string[];

const unless = (right: boolean, wrong: string): readonly string[] => (right ? [] : [wrong]);

const CHECKS: Readonly<Record<string, Check>> = {
  "azure-native:containerservice:ManagedCluster": (inputs) => [
    ...unless(
      at(inputs, "disableLocalAccounts") === true,
      "has a local administrator, whose certificate can't be taken back",
    ),
    ...unless(at(inputs, "aadProfile", "managed") === true, "doesn't ask Microsoft Entra who somebody is"),
    ...unless(at(inputs, "enableRBAC") === true, "lets everybody who is signed in do everything"),
  ],
  "azure-native:containerregistry:Registry": (inputs) => [
    ...unless(at(inputs, "adminUserEnabled") === false, "has a local administrator with a password"),
    ...unless(at(inputs, "anonymousPullEnabled") !== true, "gives its images to everybody"),
  ],
  "azure-native:keyvault:Vault": (inputs) => [
    ...unless(
      at(inputs, "properties", "enableRbacAuthorization") === true,
      "keeps a list of accesses of its own",
    ),
    ...unless(
      at(inputs, "properties", "networkAcls", "defaultAction") === "Deny" ||
        at(inputs, "properties", "publicNetworkAccess") === "disabled",
      "can be reached from every network",
    ),
  ],
  "azure-native:storage:StorageAccount": (inputs) => [
    ...unless(at(inputs, "allowSharedKeyAccess") === false, "can be opened by a key that everybody shares"),
    ...unless(at(inputs, "allowBlobPublicAccess") === false, "may give its blobs to everybody"),
  ],
  "gcp:container/cluster:Cluster": (inputs) => [
    ...unless(
      at(inputs, "masterAuth", "clientCertificateConfig", "issueClientCertificate") === false,
      "issues a client certificate, which can't be taken back",
    ),
    ...unless(at(inputs, "enableLegacyAbac") === false, "takes rights from ABAC besides RBAC"),
    ...unless(
      at(inputs, "workloadIdentityConfig", "workloadPool") !== undefined,
      "lets every pod be its node in Google Cloud",
    ),
  ],
  "gcp:container/nodePool:NodePool": (inputs) => [
    ...unless(
      at(inputs, "nodeConfig", "workloadMetadataConfig", "mode") === "GKE_METADATA",
      "lets every pod be its node in Google Cloud",
    ),
    ...unless(
      at(inputs, "nodeConfig", "serviceAccount") !== undefined,
      "runs as the project's default account",
    ),
  ],
  "gcp:serviceaccount/key:Key": () => ["is a key that is good for ever"],
  "gcp:storage/bucket:Bucket": (inputs) => [
    ...unless(at(inputs, "uniformBucketLevelAccess") === true, "keeps a list of accesses for each object"),
    ...unless(at(inputs, "publicAccessPrevention") === "enforced", "may be opened to everybody"),
  ],
  "oci:ContainerEngine/cluster:Cluster": (inputs) =>
    ["isKubernetesDashboardEnabled", "isTillerEnabled"]
      .filter((addOn) => at(inputs, "options", "addOns", addOn) === true)
      .map((addOn) => `has a door of its own: ${addOn}`),
  "oci:ContainerEngine/nodePool:NodePool": (inputs) =>
    unless(at(inputs, "sshPublicKey") === undefined, "lets somebody in by SSH"),
  "oci:Artifacts/containerRepository:ContainerRepository": (inputs) =>
    unless(at(inputs, "isPublic") !== true, "gives its images to everybody"),
  "oci:ObjectStorage/bucket:Bucket": (inputs) =>
    unless(
      [undefined, "NoPublicAccess"].includes(at(inputs, "accessType") as string | undefined),
      "gives its objects to everybody",
    ),
  "oci:Identity/apiKey:ApiKey": () => ["is a key that is good for ever"],
  "oci:Identity/authToken:AuthToken": () => ["is a password that is good for ever"],
};

export const noLocalAccounts: ResourceRule = {
  name: "no-local-accounts",
  description:
    "People and programs sign in by the cloud's identities: no shared keys, no passwords, no anonymous access.",
  remedy:
    "Switch the local or anonymous way off (disableLocalAccounts, adminUserEnabled: false, workloadIdentityConfig, isPublic: false), and give roles to identities instead",
  check: ({ type, inputs }) => CHECKS[type]?.(inputs) ?? [],
};
