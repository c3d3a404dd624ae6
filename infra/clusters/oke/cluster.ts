import { Cluster as Oke } from "@pulumi/oci/containerengine/index.js";
import type { OkeConfig } from "../../config/clusters/oke.ts";
import type { Cluster } from "../cluster.ts";
import { clusterProvider } from "../provider.ts";
import { kubeconfig, kubeconfigCommand } from "./access.ts";
import { createAutoscaler } from "./autoscaler.ts";
import { createBastion } from "./bastion.ts";
import { createKeys, type Keys } from "./keys.ts";
import { installWhatOkeLacks } from "./lacks.ts";
import { loadBalancers } from "./load-balancers.ts";
import { createNetwork, type Network } from "./network.ts";
import { createNodes } from "./nodes.ts";
import { createRegistry } from "./registry.ts";
import { createScope, type Scope } from "./scope.ts";
import { createFirewall, type Firewall } from "./security.ts";
import { secretsVault } from "./vault.ts";

/** A cluster in Oracle Cloud with all that it stands on, from an empty compartment. */
export function createOke(config: OkeConfig, tags: Readonly<Record<string, string>>): Cluster {
  const scope = createScope(config, tags);
  const network = createNetwork(scope);
  const firewall = createFirewall(network, scope);
  const keys = createKeys(scope);
  const cluster = controlPlane(network, firewall, keys, scope);
  const nodes = createNodes(cluster, network, firewall, scope);
  createAutoscaler(cluster, nodes, scope);
  if (config.bastionCidrs.length > 0) createBastion(network, firewall, scope);

  const access = kubeconfig(cluster, scope);
  const provider = clusterProvider(
    { kubeconfig: access, identifier: `oke/${config.compartmentId}/${config.name}` },
    { dependsOn: [nodes] },
  );
  installWhatOkeLacks(config, provider);
  return {
    name: cluster.name,
    kubeconfig: access,
    provider,
    capabilities: {
      severalNodes: true,
      loadBalancer: loadBalancers(network, firewall, scope),
      vault: secretsVault(cluster, keys, scope),
    },
    registry: createRegistry(scope),
    kubeconfigCommand: kubeconfigCommand(cluster, scope),
  };
}

function controlPlane(network: Network, firewall: Firewall, keys: Keys, scope: Scope): Oke {
  const { config, tags, guarded } = scope;
  return new Oke(
    "cluster",
    {
      compartmentId: config.compartmentId,
      freeformTags: tags,
      name: config.name,
      // Basic clusters know no workload identity and no add-ons.
      type: "ENHANCED_CLUSTER",
      kubernetesVersion: config.kubernetesVersion,
      vcnId: network.vcn.id,
      endpointConfig: {
        subnetId: network.endpoint.id,
        isPublicIpEnabled: !config.privateApi,
        nsgIds: [firewall.endpoint.id],
      },
      clusterPodNetworkOptions: [{ cniType: "OCI_VCN_IP_NATIVE" }],
      kmsKeyId: keys.key.id,
      options: {
        openIdConnectDiscovery: { isOpenIdConnectDiscoveryEnabled: true },
        persistentVolumeConfig: { freeformTags: tags },
        serviceLbConfig: { freeformTags: tags },
        addOns: { isKubernetesDashboardEnabled: false, isTillerEnabled: false },
      },
    },
    { ...guarded, dependsOn: [keys.permission] },
  );
}
