import { describe, expect, it } from "vitest";
import { aks } from "../../clusters/aks.ts";
import { aksSchema } from "../../config/clusters/aks.ts";
import { only } from "../support/find.ts";
import { counts, LABELS, makeCluster, ofType, resolved } from "./cloud.ts";

const SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";
const TENANT = "22222222-2222-2222-2222-222222222222";
const ADMINS = ["33333333-3333-3333-3333-333333333333", "44444444-4444-4444-4444-444444444444"];
const CLUSTER = "azure-native:containerservice:ManagedCluster";
const POOL = "azure-native:containerservice:AgentPool";
const ROLE = "azure-native:authorization:RoleAssignment";

const config = aksSchema.parse({
  location: "westeurope",
  tenantId: TENANT,
  subscriptionId: SUBSCRIPTION,
  adminGroupObjectIds: ADMINS,
});
const { resources, told } = await makeCluster(
  () => aks(config, LABELS),
  async ({ capabilities, ...cluster }) => {
    const reader = capabilities.vault?.reader("external-secrets", "reader", "tasks-");
    const twice = [capabilities.loadBalancer("public"), capabilities.loadBalancer("public")];
    return {
      name: await resolved(cluster.name),
      kubeconfig: await resolved(cluster.kubeconfig),
      registry: await resolved(cluster.registry),
      command: await resolved(cluster.kubeconfigCommand),
      store: await resolved(capabilities.vault?.provider),
      annotations: await resolved(reader?.serviceAccountAnnotations),
      podLabels: reader?.podLabels,
      internal: await resolved(capabilities.loadBalancer("internal")),
      public: await Promise.all(twice.map(resolved)),
      severalNodes: capabilities.severalNodes,
    };
  },
);
const cluster = only(resources, CLUSTER, "cluster").inputs;
const pool = only(resources, POOL, "apps");
const [systemPool] = cluster.agentPoolProfiles as [Record<string, unknown>];
const vault = only(resources, "azure-native:keyvault:Vault", "punctual");
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/punctual`;
/** Azure's names of the built-in roles. */
const NAMES: Readonly<Record<string, string>> = {
  "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
  "8311e382-0749-4cb8-b61a-304f252e45ec": "AcrPush",
  "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b": "Azure Kubernetes Service RBAC Cluster Admin",
  "4abbcc35-e782-43d8-92c5-2d3f1bd2253f": "Azure Kubernetes Service Cluster User Role",
  "4633458b-17de-408a-b874-0445c86b69e6": "Key Vault Secrets User",
  "b86a8fe4-44ce-4948-aee5-eccb2c155cd7": "Key Vault Secrets Officer",
  "f1a07417-d97a-45cb-824c-7a7467783830": "Managed Identity Operator",
  "4d97b98b-1d4f-4787-a291-c67834d212e7": "Network Contributor",
};
/** `role @ scope` of each right of a principal. */
const rightsOf = (principal: string) =>
  ofType(resources, ROLE)
    .filter(({ inputs }) => inputs.principalId === principal)
    .map(({ inputs: { roleDefinitionId, scope } }) => {
      const prefix = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/`;
      return `${NAMES[String(roleDefinitionId).replace(prefix, "")]} @ ${scope}`;
    })
    .sort();

describe("who reaches and administers the cluster", () => {
  it("gives the API server no address on the internet, and a name that any network resolves", () => {
    expect(cluster.apiServerAccessProfile).toEqual({
      enablePrivateCluster: true,
      privateDNSZone: "none",
      enablePrivateClusterPublicFQDN: true,
    });
  });

  it("has no local accounts: Entra says who one is, Azure RBAC what one may", () => {
    expect(cluster).toMatchObject({ disableLocalAccounts: true, enableRBAC: true });
    expect(cluster.aadProfile).toEqual({
      managed: true,
      enableAzureRBAC: true,
      tenantID: TENANT,
      adminGroupObjectIDs: ADMINS,
    });
  });

  it("lets each group of administrators in: cluster, kubeconfig, images, secrets", () => {
    for (const group of ADMINS) {
      expect(rightsOf(group)).toEqual([
        `AcrPush @ ${GROUP}`,
        `Azure Kubernetes Service Cluster User Role @ ${GROUP}`,
        `Azure Kubernetes Service RBAC Cluster Admin @ ${GROUP}`,
        `Key Vault Secrets Officer @ ${GROUP}`,
      ]);
    }
  });

  it("says what a principal is, as Entra may not know it yet", () => {
    for (const { inputs } of ofType(resources, ROLE)) {
      expect(inputs.principalType).toBe(
        ADMINS.includes(String(inputs.principalId)) ? "Group" : "ServicePrincipal",
      );
    }
  });
});

describe("identities", () => {
  it("gives pods an identity of their own", () => {
    expect(cluster.oidcIssuerProfile).toEqual({ enabled: true });
    expect(cluster.securityProfile).toMatchObject({ workloadIdentity: { enabled: true } });
  });

  it("lets nodes pull from the registry, and nothing else", () => {
    expect(rightsOf("principal-id-of-punctual-kubelet")).toEqual(["AcrPull @ punctual-id"]);
    expect(cluster.identityProfile).toMatchObject({ kubeletidentity: { resourceId: "kubelet-id" } });
  });

  it("gives the control plane its rights before it is made", () => {
    expect(cluster.identity).toEqual({ type: "UserAssigned", userAssignedIdentities: ["control-plane-id"] });
    expect(only(resources, CLUSTER, "cluster").dependsOn).toEqual(
      ["control-plane-network", "control-plane-kubelet", "kubelet-pull"].map((name) => `${ROLE} ${name}`),
    );
    expect(rightsOf("principal-id-of-punctual-control-plane")).toEqual([
      "Managed Identity Operator @ kubelet-id",
      `Network Contributor @ ${GROUP}`,
      "Network Contributor @ nodes-id",
    ]);
  });
});

describe("network", () => {
  it("is an overlay of Azure CNI, by Cilium, which enforces NetworkPolicies", () => {
    expect(cluster.networkProfile).toMatchObject({
      networkPlugin: "azure",
      networkPluginMode: "overlay",
      networkDataplane: "cilium",
      networkPolicy: "cilium",
      serviceCidr: "10.61.0.0/20",
      dnsServiceIP: "10.61.0.10",
    });
  });

  it("lets nodes out by one address that stays, and nobody in", () => {
    expect(cluster.networkProfile).toMatchObject({ outboundType: "userAssignedNATGateway" });
    expect(only(resources, "azure-native:network:Subnet", "nodes").inputs).toMatchObject({
      natGateway: { id: "nat-id" },
      defaultOutboundAccess: false,
    });
    expect(only(resources, "azure-native:network:NatGateway", "nat").inputs).toMatchObject({
      publicIpAddresses: [{ id: "egress-id" }],
    });
    for (const each of [systemPool, pool.inputs]) expect(each).toMatchObject({ enableNodePublicIP: false });
  });

  it("keeps a public load balancer's address, made once and only when asked for", () => {
    const expected = {
      "service.beta.kubernetes.io/azure-pip-name": "punctual-ingress",
      "service.beta.kubernetes.io/azure-load-balancer-resource-group": "punctual",
    };
    expect(told.public).toEqual([expected, expected]);
    const address = only(resources, "azure-native:network:PublicIPAddress", "ingress").inputs;
    expect(address).toMatchObject({ publicIPAllocationMethod: "Static", zones: ["1", "2", "3"] });
  });

  it("keeps an internal load balancer internal", () => {
    expect(told.internal).toEqual({ "service.beta.kubernetes.io/azure-load-balancer-internal": "true" });
  });
});

describe("nodes", () => {
  it.each([
    ["the system's", () => systemPool, 2, 3],
    ["ours", () => pool.inputs, 2, 4],
  ])("%s are scaled, spread over zones, encrypted and booted securely, without SSH", (_, given, min, max) => {
    expect(given()).toMatchObject({
      enableAutoScaling: true,
      minCount: min,
      maxCount: max,
      availabilityZones: ["1", "2", "3"],
      enableEncryptionAtHost: true,
      securityProfile: { enableSecureBoot: true, enableVTPM: true, sshAccess: "Disabled" },
      vnetSubnetID: "nodes-id",
    });
  });

  it("keeps our pods off the system's nodes", () => {
    expect(systemPool).toMatchObject({ mode: "System", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] });
    expect(pool.inputs).toMatchObject({ mode: "User" });
    expect(pool.inputs.nodeTaints).toBeUndefined();
  });

  it("leaves the pool's name to Pulumi, so that a new one can be there before the old one goes", () => {
    expect(pool.inputs.agentPoolName).toBeUndefined();
    // AKS takes twelve characters, of which Pulumi adds eight.
    expect(pool.name.length).toBeLessThanOrEqual(4);
  });

  it("gives nodes back although their pods have emptyDirs", () => {
    expect(cluster.autoScalerProfile).toMatchObject({ skipNodesWithLocalStorage: "false" });
  });
});

describe("upgrades", () => {
  it("come by themselves, for Kubernetes and for the nodes' Linux", () => {
    expect(cluster.autoUpgradeProfile).toEqual({
      upgradeChannel: "patch",
      nodeOSUpgradeChannel: "SecurityPatch",
    });
    expect(cluster.kubernetesVersion).toBeUndefined();
  });

  it.each(["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"])(
    "keep to the window: %s",
    (name) => {
      const { inputs } = only(resources, "azure-native:containerservice:MaintenanceConfiguration", name);
      expect(inputs).toMatchObject({
        configName: name,
        maintenanceWindow: {
          schedule: { weekly: { dayOfWeek: "Sunday", intervalWeeks: 1 } },
          startTime: "01:00",
          durationHours: 4,
          utcOffset: "+00:00",
        },
      });
    },
  );
});

describe("registry", () => {
  it("takes Entra identities alone", () => {
    expect(only(resources, "azure-native:containerregistry:Registry", "punctual").inputs).toMatchObject({
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      sku: { name: "Basic" },
    });
    expect(told.registry).toBe("punctual00000000.azurecr.io");
  });
});

describe("vault", () => {
  it("keeps deleted secrets, by RBAC alone, for the cluster's network alone", () => {
    expect(vault.inputs.properties).toMatchObject({
      tenantId: TENANT,
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enablePurgeProtection: true,
      networkAcls: {
        bypass: "None",
        defaultAction: "Deny",
        virtualNetworkRules: [{ id: "nodes-id" }],
        ipRules: [],
      },
    });
    expect(only(resources, "azure-native:network:Subnet", "nodes").inputs.serviceEndpoints).toEqual([
      { service: "Microsoft.KeyVault" },
    ]);
  });

  it("leaves the names that are unique in all of Azure to Pulumi: a deleted vault's stays taken", () => {
    expect(vault.inputs.vaultName).toBeUndefined();
    expect(
      only(resources, "azure-native:containerregistry:Registry", "punctual").inputs.registryName,
    ).toBeUndefined();
  });

  it("is read by one ServiceAccount, without a secret", () => {
    expect(told.store).toEqual({
      azurekv: {
        authType: "WorkloadIdentity",
        vaultUrl: "https://punctual00000000.vault.azure.net/",
        tenantId: TENANT,
      },
    });
    const credential = "azure-native:managedidentity:FederatedIdentityCredential";
    expect(only(resources, credential, "vault-reader").inputs).toMatchObject({
      issuer: "https://oidc.example.azure.com/punctual/",
      subject: "system:serviceaccount:external-secrets:reader",
      audiences: ["api://AzureADTokenExchange"],
      resourceName: "punctual-vault-reader",
    });
    expect(rightsOf("principal-id-of-punctual-vault-reader")).toEqual([
      "Key Vault Secrets User @ punctual-id",
    ]);
    expect(told.annotations).toEqual({
      "azure.workload.identity/client-id": "client-id-of-punctual-vault-reader",
      "azure.workload.identity/tenant-id": TENANT,
    });
    expect(told.podLabels).toEqual({ "azure.workload.identity/use": "true" });
  });
});

describe("deletion", () => {
  it("is refused by Pulumi for what must not be lost", () => {
    const kept = resources
      .filter(({ protect }) => protect)
      .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);
    expect(kept.sort()).toEqual([
      "ManagedCluster cluster",
      "PublicIPAddress egress",
      "PublicIPAddress ingress",
      "Registry punctual",
      "ResourceGroup group",
      "Vault punctual",
      "VirtualNetwork vnet",
    ]);
  });

  it("is refused by Azure for what can't be made again; not for the cluster, whose pools come and go", () => {
    const locks = ofType(resources, "azure-native:authorization:ManagementLockByScope");
    expect(locks.map(({ inputs }) => [inputs.scope, inputs.level]).sort()).toEqual([
      ["egress-id", "CanNotDelete"],
      ["ingress-id", "CanNotDelete"],
      ["punctual-id", "CanNotDelete"],
    ]);
  });

  it("leaves what AKS keeps to AKS", () => {
    expect(cluster.nodeResourceGroupProfile).toEqual({ restrictionLevel: "ReadOnly" });
  });
});

describe("what it costs", () => {
  it("is a base that is known, and no add-on that is paid for by use", () => {
    expect(counts(resources, "azure-native")).toEqual({
      "authorization:ManagementLockByScope": 3,
      "authorization:RoleAssignment": 13,
      "containerregistry:Registry": 1,
      "containerservice:AgentPool": 1,
      "containerservice:MaintenanceConfiguration": 2,
      "containerservice:ManagedCluster": 1,
      "keyvault:Vault": 1,
      "managedidentity:FederatedIdentityCredential": 1,
      "managedidentity:UserAssignedIdentity": 3,
      "network:NatGateway": 1,
      "network:PublicIPAddress": 2,
      "network:Subnet": 1,
      "network:VirtualNetwork": 1,
      "resources:ResourceGroup": 1,
    });
    expect(cluster.sku).toEqual({ name: "Base", tier: "Standard" });
    for (const paid of ["addonProfiles", "azureMonitorProfile"]) expect(cluster).not.toHaveProperty(paid);
    expect(cluster.securityProfile).not.toHaveProperty("defender");
  });

  it("can be told apart by tags", () => {
    const tagged = resources.filter(({ inputs }) => "tags" in inputs);
    expect(tagged.length).toBeGreaterThanOrEqual(10);
    for (const { inputs } of tagged) expect(inputs.tags).toEqual(LABELS);
  });
});

describe("the cluster that the platform gets", () => {
  const provider = only(resources, "pulumi:providers:kubernetes", "cluster");

  it("takes nothing before there are nodes, windows and rights", () => {
    expect(provider.dependsOn).toContain(`${POOL} apps`);
    expect(provider.dependsOn.filter((each) => each.startsWith(ROLE))).toHaveLength(4 * ADMINS.length);
    expect(provider.dependsOn).toHaveLength(1 + 2 + 4 * ADMINS.length);
  });

  it("is the same one whatever its kubeconfig says", () => {
    expect(provider.inputs.clusterIdentifier).toBe(`aks/${SUBSCRIPTION}/westeurope/punctual`);
  });

  it("has a kubeconfig that is a secret, and signs in without a person", () => {
    expect(provider.secretInputs).toContain("kubeconfig");
    expect(provider.inputs.kubeconfig).toBe(told.kubeconfig);
    expect(told.kubeconfig).toContain("azurecli");
    expect(told.kubeconfig).not.toContain("devicecode");
  });

  it("has several nodes, a name, and a command for people", () => {
    expect(told).toMatchObject({ severalNodes: true, name: "punctual" });
    expect(told.command).toBe(
      `az aks get-credentials --subscription ${SUBSCRIPTION} --resource-group punctual --name punctual --public-fqdn && kubelogin convert-kubeconfig -l azurecli`,
    );
  });

  it("is made by a provider that is told tenant and subscription, and by no default one", () => {
    expect(only(resources, "pulumi:providers:azure-native", "azure").inputs).toMatchObject({
      tenantId: TENANT,
      subscriptionId: SUBSCRIPTION,
    });
    const cloud = resources.filter(({ type }) => type.startsWith("azure-native:"));
    for (const { provider: used } of cloud) expect(used).toMatch(/pulumi:providers:azure-native::azure::/);
  });
});
