import { expect, it } from "vitest";
import { parse } from "yaml";
import { createOke } from "../../clusters/oke/cluster.ts";
import { okeSchema } from "../../config/clusters/oke.ts";
import { only } from "../support/find.ts";
import { OKE_CLUSTER } from "../support/values.ts";
import { LABELS, makeCluster, resolved } from "./cloud.ts";

const RULE = "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule";

const config = okeSchema.parse({
  ...OKE_CLUSTER,
  name: "punctual-test",
  bastionCidrs: ["203.0.113.7/32"],
  tunnel: "127.0.0.1:6443",
  nodeImageId: "ocid1.image.oc1.eu-frankfurt-1.mine",
  nodes: { size: "VM.Standard3.Custom" },
});
const { resources, told } = await makeCluster(
  () => createOke(config, LABELS),
  async ({ kubeconfig }) => ({ kubeconfig: parse(await resolved(kubeconfig)) }),
);

it("admits those who are named, to sessions that end", () => {
  expect(only(resources, "oci:Bastion/bastion:Bastion", "bastion").inputs).toMatchObject({
    name: "punctualtest",
    bastionType: "STANDARD",
    targetSubnetId: "bastion-id",
    clientCidrBlockAllowLists: ["203.0.113.7/32"],
    maxSessionTtlInSeconds: 10_800,
  });
});

it("leads to the API server and nowhere else", () => {
  expect(only(resources, "oci:Core/subnet:Subnet", "bastion").inputs).toMatchObject({
    prohibitPublicIpOnVnic: true,
    securityListIds: ["bastion-id"],
  });
  const { egressSecurityRules, ingressSecurityRules } = only(
    resources,
    "oci:Core/securityList:SecurityList",
    "bastion",
  ).inputs;
  expect(egressSecurityRules).toEqual([
    expect.objectContaining({ destination: "10.0.0.0/28", tcpOptions: { min: 6443, max: 6443 } }),
  ]);
  expect(ingressSecurityRules).toBeUndefined();
  expect(only(resources, RULE, "endpoint-in-10.0.4.0/28-6443").inputs).toMatchObject({
    source: "10.0.4.0/28",
  });
});

it("leaves the API server without a public address", () => {
  expect(
    only(resources, "oci:ContainerEngine/cluster:Cluster", "cluster").inputs.endpointConfig,
  ).toMatchObject({
    isPublicIpEnabled: false,
  });
});

it("is gone through by way of the tunnel's near end", () => {
  expect(told.kubeconfig.clusters[0].cluster).toMatchObject({
    server: "https://127.0.0.1:6443",
    "certificate-authority-data": expect.any(String),
  });
  expect(told.kubeconfig.users[0].user.exec.command).toBe("oci");
});

it("takes the image that is named, and asks no shape of a machine that has but one", () => {
  const { nodeSourceDetails, nodeShapeConfig } = only(
    resources,
    "oci:ContainerEngine/nodePool:NodePool",
    "nodes",
  ).inputs;
  expect(nodeSourceDetails).toMatchObject({ imageId: "ocid1.image.oc1.eu-frankfurt-1.mine" });
  expect(nodeShapeConfig).toBeUndefined();
});
