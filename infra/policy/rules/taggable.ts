/** What labels for costs are called in each cloud's SDK. */
export const LABEL_FIELDS: Readonly<Record<string, string>> = {
  "azure-native": "tags",
  gcp: "labels",
  oci: "freeformTags",
};

/**
 * Types that take no labels: everything else in a cloud must have some. That they take none is checked against the SDKs
 * (infra/test/policy/taggable.test.ts).
 */
export const TAKES_NONE: ReadonlySet<string> = new Set([
  "azure-native:authorization:ManagementLockByScope",
  "azure-native:authorization:RoleAssignment",
  "azure-native:containerservice:MaintenanceConfiguration",
  "azure-native:managedidentity:FederatedIdentityCredential",
  "azure-native:network:Subnet",
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
  "gcp:compute/firewall:Firewall",
  "gcp:compute/network:Network",
  "gcp:compute/router:Router",
  "gcp:compute/routerNat:RouterNat",
  "gcp:compute/subnetwork:Subnetwork",
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
  "gcp:kms/keyRing:KeyRing",
  "gcp:projects/iAMMember:IAMMember",
  "gcp:projects/service:Service",
  "gcp:projects/serviceIdentity:ServiceIdentity",
  "gcp:serviceaccount/account:Account",
  "gcp:serviceaccount/iAMMember:IAMMember",
  "oci:ContainerEngine/addon:Addon",
  "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule",
]);
