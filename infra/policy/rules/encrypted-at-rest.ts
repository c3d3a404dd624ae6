import type { Asked } from "../asked.ts";
import { at, items, text } from "../read.ts";
import type { Declared, ResourceRule } from "../rule.ts";

type Check = (inputs: Declared["inputs"], asked: Asked) => readonly string[];

const unless = (right: boolean, wrong: string): readonly string[] => (right ? [] : [wrong]);

const caches = (pools: readonly unknown[], { plainNodeCaches }: Asked) =>
  unless(
    plainNodeCaches || pools.every((pool) => at(pool, "enableEncryptionAtHost") === true),
    "leaves its nodes' caches and temporary disks unencrypted",
  );

const CHECKS: Readonly<Record<string, Check>> = {
  "azure-native:containerservice:ManagedCluster": (inputs, asked) =>
    caches(items(at(inputs, "agentPoolProfiles")), asked),
  "azure-native:containerservice:AgentPool": (inputs, asked) => caches([inputs], asked),
  "azure-native:keyvault:Vault": (inputs) =>
    unless(at(inputs, "properties", "enablePurgeProtection") === true, "lets its secrets be purged at once"),
  "azure-native:storage:StorageAccount": (inputs) =>
    unless(
      at(inputs, "encryption", "requireInfrastructureEncryption") === true,
      "encrypts its blobs once, with Microsoft's key alone",
    ),
  "gcp:container/cluster:Cluster": (inputs, { noSecretsKey }) =>
    unless(
      noSecretsKey || at(inputs, "databaseEncryption", "state") === "ENCRYPTED",
      "keeps Kubernetes' Secrets without a key of the stack's own",
    ),
  "gcp:kms/cryptoKey:CryptoKey": (inputs) =>
    unless(text(at(inputs, "rotationPeriod")) !== "", "has a key that is never rotated"),
  "gcp:storage/bucket:Bucket": (inputs) =>
    unless(text(at(inputs, "encryption", "defaultKmsKeyName")) !== "", "has no key of the stack's own"),
  "oci:ContainerEngine/cluster:Cluster": (inputs, { noSecretsKey }) =>
    unless(
      noSecretsKey || text(at(inputs, "kmsKeyId")) !== "",
      "keeps Kubernetes' Secrets without a key of the stack's own",
    ),
  "oci:ObjectStorage/bucket:Bucket": (inputs) =>
    unless(text(at(inputs, "kmsKeyId")) !== "", "has no key of the stack's own"),
};

export const encryptedAtRest: ResourceRule = {
  name: "encrypted-at-rest",
  description: "What is kept in a cloud is encrypted, Kubernetes' Secrets by a key of the stack's own.",
  remedy:
    "Set enableEncryptionAtHost (AKS), databaseEncryption (GKE), kmsKeyId (OKE) or the store's own key; a stack that can't have it says so: punctual:cluster.encryptionAtHost or secretsEncryption false",
  check: ({ type, inputs }, asked) => CHECKS[type]?.(inputs, asked) ?? [],
};
