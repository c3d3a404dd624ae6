import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { gke } from "../../clusters/gke.ts";
import { gkeSchema } from "../../config/clusters/gke.ts";
import { only } from "../support/find.ts";
import { LABELS, makeCluster, ofType, resolved } from "./cloud.ts";

/** All that can be chosen otherwise, chosen otherwise. */
const config = gkeSchema.parse({
  name: "tasks-2",
  project: "tasks-dev",
  region: "us-central1",
  zones: ["us-central1-a"],
  kubernetesVersion: "1.34",
  privateApi: false,
  dnsEndpoint: false,
  authorizedCidrs: ["198.51.100.7/32"],
  deletionProtection: false,
  releaseChannel: "STABLE",
  nodes: { size: "e2-standard-4" },
  secretsEncryption: false,
  network: { nodes: "10.8.0.0/22", pods: "10.16.0.0/14", services: "172.20.0.0/20" },
  maintenance: { days: ["Wednesday"], start: "22:30", hours: 12 },
});
const { resources, told } = await makeCluster(
  () => gke(config, LABELS),
  async (cluster) => ({
    kubeconfig: parse(await resolved(cluster.kubeconfig)),
    command: await resolved(cluster.kubeconfigCommand),
  }),
);
const cluster = only(resources, "gcp:container/cluster:Cluster", "cluster").inputs;
const pool = only(resources, "gcp:container/nodePool:NodePool", "apps").inputs;

describe("a GKE cluster that is configured otherwise", () => {
  it("lets the given ranges reach the API server's address, and no other tenant of Google", () => {
    expect(cluster).toMatchObject({
      privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: false },
      controlPlaneEndpointsConfig: {
        dnsEndpointConfig: { allowExternalTraffic: false },
        ipEndpointsConfig: { enabled: true },
      },
      masterAuthorizedNetworksConfig: {
        cidrBlocks: [{ cidrBlock: "198.51.100.7/32" }],
        gcpPublicCidrsAccessEnabled: false,
      },
    });
  });

  it("has a kubeconfig for that address, with the cluster's own CA", () => {
    expect(told.kubeconfig.clusters[0].cluster).toEqual({
      server: "https://203.0.113.30",
      "certificate-authority-data": "cGxhY2Vob2xkZXI=",
    });
    expect(told.command).not.toContain("--dns-endpoint");
  });

  it("still has private nodes", () => {
    expect(pool.networkConfig).toEqual({ enablePrivateNodes: true });
  });

  it("may be deleted", () => {
    expect(cluster.deletionProtection).toBe(false);
    expect(resources.filter(({ protect }) => protect)).toEqual([]);
  });

  it("has no key, and no API of keys, where Google's own encryption is enough", () => {
    expect(cluster).not.toHaveProperty("databaseEncryption");
    expect(resources.filter(({ type }) => type.startsWith("gcp:kms/"))).toEqual([]);
    const services = ofType(resources, "gcp:projects/service:Service").map(({ name }) => name);
    expect(services).not.toContain("cloudkms");
  });

  it("has no address for load balancers that nobody asked for", () => {
    expect(ofType(resources, "gcp:compute/address:Address").map(({ name }) => name)).toEqual(["egress"]);
  });

  it("has the given nodes, with the bounds of the default where none are given", () => {
    expect(cluster.nodeLocations).toEqual(["us-central1-a"]);
    expect(pool).toMatchObject({
      nodeConfig: { machineType: "e2-standard-4" },
      autoscaling: { minNodeCount: 1, maxNodeCount: 2 },
    });
  });

  it("has the given version, channel, ranges and window", () => {
    expect(cluster).toMatchObject({ minMasterVersion: "1.34", releaseChannel: { channel: "STABLE" } });
    expect(only(resources, "gcp:compute/firewall:Firewall", "webhooks").inputs.sourceRanges).toEqual([
      "10.8.0.0/22",
    ]);
    expect(cluster.maintenancePolicy).toEqual({
      recurringWindow: {
        startTime: "2026-01-07T22:30:00Z",
        endTime: "2026-01-08T10:30:00Z",
        recurrence: "FREQ=WEEKLY;BYDAY=WE",
      },
    });
  });

  it("has names from its own", () => {
    expect(cluster.name).toBe("tasks-2");
    expect(only(resources, "gcp:serviceaccount/account:Account", "nodes").inputs.accountId).toBe(
      "tasks-2-nodes",
    );
  });
});
