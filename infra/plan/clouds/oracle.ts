import type { Clouds } from "../record.ts";

const REGION = "eu-frankfurt-1";

const KUBECONFIG = `apiVersion: v1
kind: Config
clusters:
  - name: cluster
    cluster:
      server: https://10.0.0.2:6443
      certificate-authority-data: cGxhY2Vob2xkZXI=
users:
  - name: user
    user:
      exec:
        apiVersion: client.authentication.k8s.io/v1beta1
        command: oci
        args: [ce, cluster, generate-token]
contexts:
  - name: context
    context: { cluster: cluster, user: user }
current-context: context
`;

/** What Oracle Cloud says in a plan: a region with three availability domains, another being the tenancy's home. */
export const ORACLE: Clouds = {
  answers: {
    "oci:Identity/getRegionSubscriptions:getRegionSubscriptions": () => ({
      regionSubscriptions: [
        { regionName: REGION, regionKey: "FRA", isHomeRegion: false },
        { regionName: "eu-amsterdam-1", regionKey: "AMS", isHomeRegion: true },
      ],
    }),
    "oci:Identity/getAvailabilityDomains:getAvailabilityDomains": () => ({
      availabilityDomains: [1, 2, 3].map((n) => ({ name: `zone:EU-FRANKFURT-1-AD-${n}` })),
    }),
    "oci:Core/getServices:getServices": () => ({
      services: [
        {
          id: "ocid1.service.oc1.eu-frankfurt-1.all",
          name: "All FRA Services In Oracle Services Network",
          cidrBlock: "all-fra-services-in-oracle-services-network",
        },
      ],
    }),
    "oci:ContainerEngine/getNodePoolOption:getNodePoolOption": ({ nodePoolK8sVersion, nodePoolOsArch }) => ({
      sources: ["2025.09.16-0", "2025.11.20-0"].map((date) => ({
        imageId: `ocid1.image.oc1.${REGION}.${date}`,
        sourceType: "IMAGE",
        sourceName: `Oracle-Linux-8.10${nodePoolOsArch === "AARCH64" ? "-aarch64" : ""}-${date}-OKE-${String(nodePoolK8sVersion).slice(1)}-1330`,
      })),
    }),
    "oci:ContainerEngine/getClusterKubeConfig:getClusterKubeConfig": () => ({ content: KUBECONFIG }),
    "oci:ObjectStorage/getNamespace:getNamespace": () => ({ namespace: "tenancynamespace" }),
  },
  outputs: {
    "oci:Core/vcn:Vcn": () => ({ defaultSecurityListId: "ocid1.securitylist.default" }),
    "oci:Kms/vault:Vault": () => ({ managementEndpoint: "https://vault-management.kms.example" }),
  },
};
