import type { Clouds } from "../record.ts";

/** What Google Cloud says in a plan. */
export const GOOGLE: Clouds = {
  answers: {
    "gcp:organizations/getProject:getProject": ({ projectId }) => ({ projectId, number: "123456789012" }),
  },
  outputs: {
    "gcp:compute/address:Address": ({ name }) => ({
      address: "203.0.113.20",
      selfLink: `https://www.googleapis.com/compute/v1/addresses/${name}`,
    }),
    "gcp:serviceaccount/account:Account": ({ accountId }) => ({
      email: `${accountId}@project.iam.gserviceaccount.com`,
    }),
    "gcp:projects/serviceIdentity:ServiceIdentity": ({ service }) => ({
      member: `serviceAccount:service-123456789012@${service}`,
    }),
    "gcp:artifactregistry/repository:Repository": ({ repositoryId }) => ({ name: repositoryId }),
    "gcp:container/cluster:Cluster": ({ name, controlPlaneEndpointsConfig }) => {
      const { dnsEndpointConfig, ...rest } = controlPlaneEndpointsConfig as Record<string, object>;
      return {
        endpoint: "203.0.113.30",
        masterAuth: { clusterCaCertificate: "cGxhY2Vob2xkZXI=" },
        controlPlaneEndpointsConfig: {
          ...rest,
          dnsEndpointConfig: { ...dnsEndpointConfig, endpoint: `gke-${name}.example.gke.goog` },
        },
      };
    },
  },
};
