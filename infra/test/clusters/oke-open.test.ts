import { join } from "node:path";
import { expect, it } from "vitest";
import { createOke } from "../../clusters/oke/cluster.ts";
import { okeSchema } from "../../config/clusters/oke.ts";
import { only } from "../support/find.ts";
import { OKE_CLUSTER } from "../support/values.ts";
import { LABELS, makeCluster, ofType, resolved } from "./cloud.ts";

const SUBNET = "oci:Core/subnet:Subnet";
const RULE = "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule";

const config = okeSchema.parse({
  ...OKE_CLUSTER,
  privateApi: false,
  authorizedCidrs: ["203.0.113.0/24"],
  vcnCidr: "172.20.0.0/16",
  nodes: { size: "VM.Standard.A1.Flex" },
  ocpus: 4,
  memoryGb: 24,
  deletionProtection: false,
  signIn: { as: "InstancePrincipal" },
  calico: "./mirror/calico",
});
const { resources, told } = await makeCluster(
  () => createOke(config, LABELS),
  async ({ capabilities, kubeconfigCommand }) => ({
    public: await resolved(capabilities.loadBalancer("public")),
    command: await resolved(kubeconfigCommand),
  }),
);

it("gives the API server a public address, for those who are named", () => {
  expect(
    only(resources, "oci:ContainerEngine/cluster:Cluster", "cluster").inputs.endpointConfig,
  ).toMatchObject({
    isPublicIpEnabled: true,
  });
  expect(only(resources, RULE, "endpoint-in-203.0.113.0/24-6443").inputs).toMatchObject({
    direction: "INGRESS",
    source: "203.0.113.0/24",
    tcpOptions: { destinationPortRange: { min: 6443, max: 6443 } },
  });
  expect(told.command).toContain("--kube-endpoint PUBLIC_ENDPOINT");
});

it("makes public subnets for the API server and public load balancers alone, with one way in", () => {
  const open = ofType(resources, SUBNET).filter(({ inputs }) => inputs.prohibitPublicIpOnVnic !== true);
  expect(open.map(({ name }) => name).sort()).toEqual(["endpoint", "public-load-balancers"]);
  for (const { inputs } of open) expect(inputs.routeTableId).toBe("public-id");
  expect(ofType(resources, "oci:Core/internetGateway:InternetGateway")).toHaveLength(1);
});

it("lets everybody reach a public load balancer where a gateway listens, and nothing else", () => {
  expect(told.public).toMatchObject({
    "service.beta.kubernetes.io/oci-load-balancer-internal": "false",
    "service.beta.kubernetes.io/oci-load-balancer-subnet1": "public-load-balancers-id",
  });
  const open = ofType(resources, RULE).filter(
    ({ inputs }) => inputs.source === "0.0.0.0/0" && inputs.protocol !== "1",
  );
  expect(open.map(({ name }) => name).sort()).toEqual([
    "public-load-balancers-in-0.0.0.0/0-443",
    "public-load-balancers-in-0.0.0.0/0-80",
  ]);
});

it("takes an image for the nodes' processor, and more pods for more cores", () => {
  expect(only(resources, "oci:ContainerEngine/nodePool:NodePool", "nodes").inputs).toMatchObject({
    nodeShapeConfig: { ocpus: 4, memoryInGbs: 24 },
    nodeSourceDetails: { imageId: expect.stringMatching(/^ocid1\.image\./) },
    nodeConfigDetails: { nodePoolPodNetworkOptionDetails: { maxPodsPerNode: 93 } },
  });
});

it("keeps to the range that it is given", () => {
  const ranges = ofType(resources, SUBNET).map(({ inputs }) => String(inputs.cidrBlock));
  expect(ranges.length).toBeGreaterThan(3);
  for (const range of ranges) expect(range).toMatch(/^172\.20\./);
});

it("takes Calico from a folder of the repository", () => {
  expect(only(resources, "kubernetes:kustomize/v2:Directory", "calico").inputs.directory).toBe(
    join(import.meta.dirname, "../../../mirror/calico"),
  );
});

it("guards nothing where deletion isn't to be prevented", () => {
  expect(resources.filter(({ protect }) => protect)).toEqual([]);
});

it("signs in as the machine it runs on, everywhere", () => {
  for (const { inputs } of ofType(resources, "pulumi:providers:oci")) {
    expect(inputs).toMatchObject({ auth: "InstancePrincipal" });
    expect(inputs.configFileProfile).toBeUndefined();
  }
});

it("makes no Bastion", () => {
  expect(ofType(resources, "oci:Bastion/bastion:Bastion")).toEqual([]);
});
