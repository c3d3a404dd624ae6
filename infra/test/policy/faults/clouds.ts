import { type Fault, faults, resource } from "../support/fault.ts";

const LABELS = { project: "punctual", environment: "test", stack: "test" };

const AKS = resource("azure-native:containerservice:ManagedCluster", {
  tags: LABELS,
  agentPoolProfiles: [{ enableEncryptionAtHost: true, enableNodePublicIP: false, tags: LABELS }],
  apiServerAccessProfile: { enablePrivateCluster: true },
  aadProfile: { managed: true },
  disableLocalAccounts: true,
  enableRBAC: true,
});
const AKS_OPEN = resource(AKS.type, {
  ...AKS.inputs,
  apiServerAccessProfile: { enablePrivateCluster: false, authorizedIPRanges: ["203.0.113.0/24"] },
});
const POOL = resource("azure-native:containerservice:AgentPool", {
  tags: LABELS,
  enableEncryptionAtHost: true,
  enableNodePublicIP: false,
});
const AZURE_SUBNET = resource("azure-native:network:Subnet", { defaultOutboundAccess: false });
const AZURE_RULES = resource("azure-native:network:NetworkSecurityGroup", {
  tags: LABELS,
  securityRules: [
    {
      direction: "Inbound",
      access: "Allow",
      sourceAddressPrefix: "203.0.113.0/24",
      destinationPortRange: "443",
    },
  ],
});
const VAULT = resource("azure-native:keyvault:Vault", {
  tags: LABELS,
  properties: {
    enablePurgeProtection: true,
    enableRbacAuthorization: true,
    networkAcls: { defaultAction: "Deny" },
  },
});
const REGISTRY = resource("azure-native:containerregistry:Registry", {
  tags: LABELS,
  adminUserEnabled: false,
  anonymousPullEnabled: false,
});
const AZURE_STORAGE = resource("azure-native:storage:StorageAccount", {
  tags: LABELS,
  minimumTlsVersion: "TLS1_2",
  enableHttpsTrafficOnly: true,
  allowSharedKeyAccess: false,
  allowBlobPublicAccess: false,
  encryption: { requireInfrastructureEncryption: true },
});
const ASSIGNMENT = resource("azure-native:authorization:RoleAssignment", {
  roleDefinitionId: "/providers/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
});

const GKE = resource("gcp:container/cluster:Cluster", {
  resourceLabels: LABELS,
  controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: true } },
  privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: true },
  databaseEncryption: { state: "ENCRYPTED" },
  masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
  enableLegacyAbac: false,
  workloadIdentityConfig: { workloadPool: "it.svc.id.goog" },
});
const GKE_OPEN = resource(GKE.type, {
  ...GKE.inputs,
  privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: false },
  masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "203.0.113.0/24" }] },
});
const NODE_POOL = resource("gcp:container/nodePool:NodePool", {
  networkConfig: { enablePrivateNodes: true },
  nodeConfig: {
    resourceLabels: LABELS,
    serviceAccount: "it@project.iam.gserviceaccount.com",
    workloadMetadataConfig: { mode: "GKE_METADATA" },
  },
});
const FIREWALL = resource("gcp:compute/firewall:Firewall", {
  allows: [{ protocol: "tcp", ports: ["4000"] }],
  sourceRanges: ["10.70.0.0/20"],
});
const CRYPTO_KEY = resource("gcp:kms/cryptoKey:CryptoKey", { labels: LABELS, rotationPeriod: "7776000s" });
const GOOGLE_BUCKET = resource("gcp:storage/bucket:Bucket", {
  labels: LABELS,
  encryption: { defaultKmsKeyName: "a-key" },
  uniformBucketLevelAccess: true,
  publicAccessPrevention: "enforced",
});
const IAM_MEMBER = resource("gcp:projects/iAMMember:IAMMember", {
  role: "roles/container.defaultNodeServiceAccount",
  member: "serviceAccount:it@project.iam.gserviceaccount.com",
});

const OKE = resource("oci:ContainerEngine/cluster:Cluster", {
  freeformTags: LABELS,
  endpointConfig: { isPublicIpEnabled: false },
  kmsKeyId: "ocid1.key",
  options: {
    addOns: { isKubernetesDashboardEnabled: false, isTillerEnabled: false },
    persistentVolumeConfig: { freeformTags: LABELS },
    serviceLbConfig: { freeformTags: LABELS },
  },
});
const ORACLE_POOL = resource("oci:ContainerEngine/nodePool:NodePool", {
  freeformTags: LABELS,
  nodeConfigDetails: { isPvEncryptionInTransitEnabled: true, freeformTags: LABELS },
});
const ORACLE_SUBNET = resource("oci:Core/subnet:Subnet", {
  freeformTags: LABELS,
  prohibitPublicIpOnVnic: true,
});
const ORACLE_RULE = resource("oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule", {
  direction: "INGRESS",
  protocol: "6",
  source: "10.0.0.0/16",
  tcpOptions: { destinationPortRange: { min: 443, max: 443 } },
});
const DISCOVERY = resource(ORACLE_RULE.type, {
  direction: "INGRESS",
  protocol: "1",
  source: "0.0.0.0/0",
  icmpOptions: { type: 3, code: 4 },
});
const SECURITY_LIST = resource("oci:Core/defaultSecurityList:DefaultSecurityList", {
  freeformTags: LABELS,
  ingressSecurityRules: [],
});
const REPOSITORY = resource("oci:Artifacts/containerRepository:ContainerRepository", {
  freeformTags: LABELS,
  isPublic: false,
});
const ORACLE_BUCKET = resource("oci:ObjectStorage/bucket:Bucket", {
  freeformTags: LABELS,
  kmsKeyId: "ocid1.key",
  accessType: "NoPublicAccess",
});
const POLICY = resource("oci:Identity/policy:Policy", {
  freeformTags: LABELS,
  statements: [
    "Allow any-user to use keys in compartment id it where ALL {request.principal.type = 'cluster'}",
  ],
});

const SERVERLESS = resource("redpanda:index/serverlessCluster:ServerlessCluster", {
  tags: { environment: "test" },
});
const ACL = resource("redpanda:index/acl:Acl", {
  operation: "READ",
  resourceType: "TOPIC",
  resourceName: "task-events",
});

const publicIngress = { publicIngress: true };
const publicApi = { publicApi: true };
const EVERYWHERE = "lets the whole internet in on ports";

/** Faults of the clouds' own resources. */
export const CLOUD_FAULTS: readonly Fault[] = [
  ...faults("private-api-server", AKS, [
    ["apiServerAccessProfile.enablePrivateCluster", false, "an address on the internet"],
    ["apiServerAccessProfile", undefined, "an address on the internet"],
  ]),
  ...faults(
    "private-api-server",
    AKS_OPEN,
    [
      ["apiServerAccessProfile.authorizedIPRanges", [], "lets the whole internet reach its API server"],
      ["apiServerAccessProfile.authorizedIPRanges", ["0.0.0.0/0"], "lets the whole internet reach"],
    ],
    publicApi,
  ),
  ...faults("private-api-server", GKE, [
    ["privateClusterConfig.enablePrivateEndpoint", false, "an address on the internet"],
  ]),
  ...faults(
    "private-api-server",
    GKE_OPEN,
    [
      ["masterAuthorizedNetworksConfig", undefined, "lets the whole internet reach its API server"],
      ["masterAuthorizedNetworksConfig.cidrBlocks", [{ cidrBlock: "::/0" }], "lets the whole internet reach"],
    ],
    publicApi,
  ),
  ...faults("private-api-server", OKE, [
    ["endpointConfig.isPublicIpEnabled", true, "an address on the internet"],
    ["endpointConfig", undefined, "an address on the internet"],
  ]),
  ...faults("private-nodes", AKS, [
    ["agentPoolProfiles.0.enableNodePublicIP", true, "a way to the internet of their own"],
  ]),
  ...faults("private-nodes", POOL, [["enableNodePublicIP", true, "a way to the internet of their own"]]),
  ...faults("private-nodes", AZURE_SUBNET, [
    ["defaultOutboundAccess", undefined, "a way to the internet of their own"],
  ]),
  ...faults("private-nodes", GKE, [
    ["privateClusterConfig.enablePrivateNodes", false, "a way to the internet of their own"],
  ]),
  ...faults("private-nodes", NODE_POOL, [["networkConfig", undefined, "a way to the internet of their own"]]),
  ...faults("private-nodes", ORACLE_SUBNET, [
    ["prohibitPublicIpOnVnic", false, "may have addresses on the internet"],
  ]),
  ...faults("no-open-firewall", AZURE_RULES, [
    ["securityRules.0.sourceAddressPrefix", "*", `${EVERYWHERE} 443`],
    ["securityRules.0.sourceAddressPrefixes", ["Internet"], `${EVERYWHERE} 443`],
  ]),
  ...faults("no-open-firewall", FIREWALL, [
    ["sourceRanges", ["0.0.0.0/0"], `${EVERYWHERE} 4000`],
    ["sourceRanges", undefined, `${EVERYWHERE} 4000`],
  ]),
  ...faults("no-open-firewall", ORACLE_RULE, [["source", "0.0.0.0/0", `${EVERYWHERE} 443`]]),
  ...faults("no-open-firewall", DISCOVERY, [["icmpOptions.type", 8, `${EVERYWHERE} all`]]),
  ...faults("no-open-firewall", SECURITY_LIST, [
    ["ingressSecurityRules", [{ protocol: "6", source: "0.0.0.0/0" }], `${EVERYWHERE} all`],
  ]),
  // A public gateway opens its own two ports, and no other.
  ...faults(
    "no-open-firewall",
    resource(ORACLE_RULE.type, { ...ORACLE_RULE.inputs, source: "0.0.0.0/0" }),
    [["tcpOptions.destinationPortRange", { min: 443, max: 6443 }, `${EVERYWHERE} 443-6443`]],
    publicIngress,
  ),
  ...faults("encrypted-at-rest", AKS, [
    ["agentPoolProfiles.0.enableEncryptionAtHost", false, "temporary disks unencrypted"],
  ]),
  ...faults("encrypted-at-rest", POOL, [["enableEncryptionAtHost", false, "temporary disks unencrypted"]]),
  ...faults("encrypted-at-rest", VAULT, [
    ["properties.enablePurgeProtection", undefined, "lets its secrets be purged at once"],
  ]),
  ...faults("encrypted-at-rest", AZURE_STORAGE, [["encryption", undefined, "encrypts its blobs once"]]),
  ...faults("encrypted-at-rest", GKE, [
    ["databaseEncryption", undefined, "keeps Kubernetes' Secrets without a key"],
    ["databaseEncryption.state", "DECRYPTED", "keeps Kubernetes' Secrets without a key"],
  ]),
  ...faults("encrypted-at-rest", CRYPTO_KEY, [["rotationPeriod", undefined, "a key that is never rotated"]]),
  ...faults("encrypted-at-rest", GOOGLE_BUCKET, [["encryption", undefined, "no key of the stack's own"]]),
  ...faults("encrypted-at-rest", OKE, [["kmsKeyId", undefined, "keeps Kubernetes' Secrets without a key"]]),
  ...faults("encrypted-at-rest", ORACLE_BUCKET, [["kmsKeyId", undefined, "no key of the stack's own"]]),
  ...faults("encrypted-in-transit", AZURE_STORAGE, [
    ["minimumTlsVersion", "TLS1_0", "without TLS, or with an old one"],
    ["enableHttpsTrafficOnly", false, "without TLS, or with an old one"],
  ]),
  ...faults("encrypted-in-transit", ORACLE_POOL, [
    ["nodeConfigDetails.isPvEncryptionInTransitEnabled", undefined, "in plain text"],
  ]),
  ...faults("no-local-accounts", AKS, [
    ["disableLocalAccounts", undefined, "has a local administrator"],
    ["aadProfile", undefined, "doesn't ask Microsoft Entra"],
    ["enableRBAC", false, "do everything"],
  ]),
  ...faults("no-local-accounts", REGISTRY, [
    ["adminUserEnabled", true, "has a local administrator with a password"],
    ["anonymousPullEnabled", true, "gives its images to everybody"],
  ]),
  ...faults("no-local-accounts", VAULT, [
    ["properties.enableRbacAuthorization", false, "keeps a list of accesses of its own"],
    ["properties.networkAcls", undefined, "can be reached from every network"],
  ]),
  ...faults("no-local-accounts", AZURE_STORAGE, [
    ["allowSharedKeyAccess", undefined, "can be opened by a key that everybody shares"],
    ["allowBlobPublicAccess", true, "may give its blobs to everybody"],
  ]),
  ...faults("no-local-accounts", GKE, [
    ["masterAuth", undefined, "issues a client certificate"],
    ["enableLegacyAbac", true, "takes rights from ABAC"],
    ["workloadIdentityConfig", undefined, "lets every pod be its node"],
  ]),
  ...faults("no-local-accounts", NODE_POOL, [
    ["nodeConfig.workloadMetadataConfig", undefined, "lets every pod be its node"],
    ["nodeConfig.serviceAccount", undefined, "runs as the project's default account"],
  ]),
  ...faults("no-local-accounts", GOOGLE_BUCKET, [
    ["uniformBucketLevelAccess", false, "a list of accesses for each object"],
    ["publicAccessPrevention", "inherited", "may be opened to everybody"],
  ]),
  ...faults("no-local-accounts", OKE, [
    ["options.addOns.isKubernetesDashboardEnabled", true, "has a door of its own"],
  ]),
  ...faults("no-local-accounts", ORACLE_POOL, [
    ["sshPublicKey", "ssh-ed25519 AAAA", "lets somebody in by SSH"],
  ]),
  ...faults("no-local-accounts", REPOSITORY, [["isPublic", true, "gives its images to everybody"]]),
  ...faults("no-local-accounts", ORACLE_BUCKET, [
    ["accessType", "ObjectRead", "gives its objects to everybody"],
  ]),
  ...[
    ["gcp:serviceaccount/key:Key", "is a key that is good for ever"],
    ["oci:Identity/apiKey:ApiKey", "is a key that is good for ever"],
    ["oci:Identity/authToken:AuthToken", "is a password that is good for ever"],
  ].map(([type = "", says = ""]) => ({
    rule: "no-local-accounts",
    right: [],
    wrong: [resource(type, {})],
    says,
  })),
  ...faults("narrow-cloud-rights", ASSIGNMENT, [
    [
      "roleDefinitionId",
      "/providers/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
      "may change nearly everything",
    ],
    [
      "roleDefinitionId",
      "/providers/roleDefinitions/B24988AC-6180-42A0-AB88-20F7382DD24C",
      "may change nearly everything",
    ],
  ]),
  ...faults("narrow-cloud-rights", IAM_MEMBER, [
    ["role", "roles/editor", "gives roles/editor"],
    ["member", "allUsers", "gives rights to allUsers"],
  ]),
  ...faults("narrow-cloud-rights", POLICY, [
    ["statements.0", "Allow group it to manage all-resources in tenancy", "gives rights to all resources"],
    ["statements.0", "Allow any-user to use keys in compartment id it", "gives rights to any user"],
  ]),
  ...faults("cost-labels", AKS, [
    ["tags", undefined, "lacks project, environment, stack"],
    ["tags.stack", undefined, "lacks stack"],
    ["agentPoolProfiles.0.tags", undefined, "lacks project, environment, stack"],
  ]),
  ...faults("cost-labels", GKE, [["resourceLabels.environment", undefined, "lacks environment"]]),
  ...faults("cost-labels", NODE_POOL, [["nodeConfig.resourceLabels", undefined, "lacks project"]]),
  ...faults("cost-labels", CRYPTO_KEY, [["labels", undefined, "lacks project, environment, stack"]]),
  ...faults("cost-labels", OKE, [
    ["freeformTags", undefined, "lacks project, environment, stack"],
    ["options.persistentVolumeConfig", undefined, "lacks project, environment, stack"],
  ]),
  ...faults("cost-labels", SERVERLESS, [["tags", {}, "lacks environment"]]),
  ...faults("narrow-cloud-rights", ACL, [
    ["operation", "ALL", "allows every operation"],
    ["resourceName", "*", "gives rights to every topic"],
    ["resourceType", "CLUSTER", "gives rights to the whole of Kafka"],
  ]),
];
