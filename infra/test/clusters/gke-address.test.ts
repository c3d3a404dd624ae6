import { describe, expect, it } from "vitest";
import { gke } from "../../clusters/gke.ts";
import { gkeSchema } from "../../config/clusters/gke.ts";
import { only } from "../support/find.ts";
import { LABELS, makeCluster } from "./cloud.ts";

const config = gkeSchema.parse({
  project: "tasks-prod",
  region: "europe-west4",
  dnsEndpoint: false,
  authorizedCidrs: ["10.128.0.0/20"],
});
const { resources } = await makeCluster(
  () => gke(config, LABELS),
  async () => undefined,
);

describe("a private GKE cluster without its DNS endpoint", () => {
  const { inputs } = only(resources, "gcp:container/cluster:Cluster", "cluster");

  it("has an address in its network alone, for that network and the given ranges of others", () => {
    expect(inputs).toMatchObject({
      privateClusterConfig: { enablePrivateEndpoint: true },
      controlPlaneEndpointsConfig: {
        dnsEndpointConfig: { allowExternalTraffic: false },
        ipEndpointsConfig: { enabled: true },
      },
      masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "10.128.0.0/20" }] },
    });
  });
});
