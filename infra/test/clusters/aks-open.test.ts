import { describe, expect, it } from "vitest";
import { aks } from "../../clusters/aks.ts";
import { aksSchema } from "../../config/clusters/aks.ts";
import { only } from "../support/find.ts";
import { LABELS, makeCluster, ofType, resolved } from "./cloud.ts";

/** All that can be chosen otherwise, chosen otherwise. */
const config = aksSchema.parse({
  name: "tasks-2",
  location: "westus",
  tenantId: "22222222-2222-2222-2222-222222222222",
  subscriptionId: "11111111-1111-1111-1111-111111111111",
  adminGroupObjectIds: ["33333333-3333-3333-3333-333333333333"],
  kubernetesVersion: "1.34",
  zones: [],
  privateApi: false,
  authorizedCidrs: ["198.51.100.7/32", "192.0.2.0/24"],
  deletionProtection: false,
  kubeloginMode: "workloadidentity",
  tunnel: "127.0.0.1:6443",
  tier: "Free",
  systemNodes: { size: "Standard_B2s", min: 1, max: 1 },
  nodes: { size: "Standard_D4as_v6", min: 3, max: 9 },
  encryptionAtHost: false,
  registrySku: "Premium",
  vaultCidrs: ["198.51.100.7/32", "192.0.2.0/24"],
  network: { vnet: "10.8.0.0/16", nodes: "10.8.4.0/22", pods: "10.16.0.0/14", services: "172.20.0.0/16" },
  maintenance: { day: "Tuesday", start: "22:30", hours: 6 },
});
const { resources, told } = await makeCluster(
  () => aks(config, LABELS),
  async (cluster) => ({
    kubeconfig: await resolved(cluster.kubeconfig),
    command: await resolved(cluster.kubeconfigCommand),
  }),
);
const cluster = only(resources, "azure-native:containerservice:ManagedCluster", "cluster").inputs;
const pool = only(resources, "azure-native:containerservice:AgentPool", "apps").inputs;
const [systemPool] = cluster.agentPoolProfiles as [Record<string, unknown>];

describe("an AKS cluster that is configured otherwise", () => {
  it("lets the given ranges reach the API server, and its own nodes by the NAT gateway", () => {
    expect(cluster.apiServerAccessProfile).toEqual({
      enablePrivateCluster: false,
      authorizedIPRanges: ["198.51.100.7/32", "192.0.2.0/24", "203.0.113.10/32"],
    });
    expect(told.command).not.toContain("--public-fqdn");
  });

  it("still has no local accounts", () => {
    expect(cluster).toMatchObject({ disableLocalAccounts: true });
  });

  it("may be deleted", () => {
    expect(resources.filter(({ protect }) => protect)).toEqual([]);
    expect(ofType(resources, "azure-native:authorization:ManagementLockByScope")).toEqual([]);
  });

  it("has no address for load balancers that nobody asked for", () => {
    const addresses = ofType(resources, "azure-native:network:PublicIPAddress");
    expect(addresses.map(({ name }) => name)).toEqual(["egress"]);
  });

  it("runs in a region without zones", () => {
    for (const each of [systemPool, pool]) expect(each).not.toHaveProperty("availabilityZones");
    expect(only(resources, "azure-native:network:PublicIPAddress", "egress").inputs).not.toHaveProperty(
      "zones",
    );
  });

  it("has the given nodes", () => {
    expect(systemPool).toMatchObject({ vmSize: "Standard_B2s", minCount: 1, maxCount: 1 });
    expect(pool).toMatchObject({ vmSize: "Standard_D4as_v6", count: 3, minCount: 3, maxCount: 9 });
    for (const each of [systemPool, pool]) expect(each).toMatchObject({ enableEncryptionAtHost: false });
  });

  it("upgrades the nodes with the control plane", () => {
    expect(cluster.kubernetesVersion).toBe("1.34");
    for (const each of [systemPool, pool]) expect(each).toMatchObject({ orchestratorVersion: "1.34" });
  });

  it("has the given tier, registry, ranges and window", () => {
    expect(cluster.sku).toEqual({ name: "Base", tier: "Free" });
    expect(only(resources, "azure-native:containerregistry:Registry", "tasks2").inputs.sku).toEqual({
      name: "Premium",
    });
    expect(cluster.networkProfile).toMatchObject({
      podCidr: "10.16.0.0/14",
      serviceCidr: "172.20.0.0/16",
      dnsServiceIP: "172.20.0.10",
    });
    expect(only(resources, "azure-native:network:Subnet", "nodes").inputs.addressPrefix).toBe("10.8.4.0/22");
    const name = "aksManagedNodeOSUpgradeSchedule";
    const { inputs } = only(resources, "azure-native:containerservice:MaintenanceConfiguration", name);
    expect(inputs.maintenanceWindow).toMatchObject({
      schedule: { weekly: { dayOfWeek: "Tuesday" } },
      startTime: "22:30",
      durationHours: 6,
    });
  });

  it("lets the given ranges write to the vault, a single address in the form that Key Vault takes", () => {
    const { properties } = only(resources, "azure-native:keyvault:Vault", "tasks-2").inputs;
    expect(properties).toMatchObject({
      networkAcls: { defaultAction: "Deny", ipRules: [{ value: "198.51.100.7" }, { value: "192.0.2.0/24" }] },
    });
  });

  it("signs in as a pipeline does", () => {
    expect(told.kubeconfig).toContain("workloadidentity");
  });

  it("goes through the given tunnel", () => {
    expect(told.kubeconfig).toContain("server: https://127.0.0.1:6443");
    expect(told.kubeconfig).toContain("tls-server-name: tasks-2-0123abcd.hcp.example.azmk8s.io");
  });

  it("has names from its own", () => {
    expect(only(resources, "azure-native:resources:ResourceGroup", "group").inputs.resourceGroupName).toBe(
      "tasks-2",
    );
    expect(cluster).toMatchObject({ resourceName: "tasks-2", nodeResourceGroup: "tasks-2-nodes" });
  });
});
