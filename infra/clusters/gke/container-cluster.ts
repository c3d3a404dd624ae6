import { Cluster } from "@pulumi/gcp/container/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeConfig } from "../../config/clusters/gke.ts";
import type { SecretsKey } from "./encryption.ts";
import { type Google, guarded } from "./google.ts";
import { maintenanceWindow } from "./maintenance.ts";
import { type GoogleNetwork, RANGES } from "./network.ts";
import { type NodeAccount, nodeConfig } from "./nodes.ts";

/** GKE's control plane, in several zones; without nodes, which are a pool of their own. */
export function createCluster(
  { network, subnetwork, nat }: GoogleNetwork,
  nodes: NodeAccount,
  key: SecretsKey | undefined,
  google: Google,
): Cluster {
  const { config, labels } = google;
  const needed: pulumi.Resource[] = [nat, ...nodes.rights, ...(key ? [key.grant] : [])];
  return new Cluster(
    "cluster",
    {
      name: config.name,
      location: config.region,
      ...(config.zones.length > 0 && { nodeLocations: [...config.zones] }),
      resourceLabels: labels,
      deletionProtection: config.deletionProtection,
      releaseChannel: { channel: config.releaseChannel },
      ...(config.kubernetesVersion !== undefined && { minMasterVersion: config.kubernetesVersion }),
      maintenancePolicy: { recurringWindow: maintenanceWindow(config.maintenance) },
      // GKE makes a first pool with the cluster. It lives for minutes, but not as an account that may edit the project.
      initialNodeCount: 1,
      removeDefaultNodePool: true,
      nodeConfig: nodeConfig(google, nodes),

      network: network.id,
      subnetwork: subnetwork.id,
      networkingMode: "VPC_NATIVE",
      datapathProvider: "ADVANCED_DATAPATH",
      ipAllocationPolicy: {
        clusterSecondaryRangeName: RANGES.pods,
        servicesSecondaryRangeName: RANGES.services,
      },
      enableL4IlbSubsetting: true,
      ...endpoints(config),

      enableShieldedNodes: true,
      enableLegacyAbac: false,
      masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
      anonymousAuthenticationConfig: { mode: "LIMITED" },
      rbacBindingConfig: {
        enableInsecureBindingSystemAuthenticated: false,
        enableInsecureBindingSystemUnauthenticated: false,
      },
      workloadIdentityConfig: { workloadPool: `${config.project}.svc.id.goog` },
      ...(key && { databaseEncryption: { state: "ENCRYPTED", keyName: key.id } }),

      // Monitoring is the stack's own; Google's would be paid for by the sample and the gigabyte.
      loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS"] },
      monitoringConfig: {
        enableComponents: ["SYSTEM_COMPONENTS"],
        managedPrometheus: { enabled: false },
      },
      costManagementConfig: { enabled: true },
      // Envoy Gateway brings the CRDs of the Gateway API.
      gatewayApiConfig: { channel: "CHANNEL_DISABLED" },
    },
    {
      ...guarded(google, ...needed),
      // Of the first pool, which is gone; what GKE then shows here is the other pool's.
      ignoreChanges: ["initialNodeCount", "nodeConfig"],
    },
  );
}

/** Who reaches the API server. */
function endpoints({ privateApi, dnsEndpoint, authorizedCidrs }: GkeConfig) {
  const byAddress = !privateApi || !dnsEndpoint;
  return {
    // Without an address there is nothing to be private: GKE would answer something else than what was asked for.
    privateClusterConfig: {
      enablePrivateNodes: true,
      ...(byAddress && { enablePrivateEndpoint: privateApi }),
    },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: dnsEndpoint },
      ipEndpointsConfig: { enabled: byAddress },
    },
    ...(byAddress && {
      masterAuthorizedNetworksConfig: {
        cidrBlocks: authorizedCidrs.map((cidrBlock) => ({ cidrBlock })),
        gcpPublicCidrsAccessEnabled: false,
      },
    }),
  };
}
