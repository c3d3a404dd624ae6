import { type Cluster, getNodePoolOptionOutput, NodePool } from "@pulumi/oci/containerengine/index.js";
import { getAvailabilityDomainsOutput } from "@pulumi/oci/identity/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { OkeConfig } from "../../config/clusters/oke.ts";
import type { Network } from "./network.ts";
import type { Scope } from "./scope.ts";
import type { Firewall } from "./security.ts";

/** Addresses of pods on one network interface of a node (docs: OCI VCN-Native Pod Networking, maximum number of pods). */
const PODS_PER_INTERFACE = 31;
/** What Kubernetes itself bears. */
const MOST_PODS = 110;

/** One pool over all of the region's availability domains, whose size the autoscaler decides. */
export function createNodes(cluster: Cluster, network: Network, firewall: Firewall, scope: Scope): NodePool {
  const { config, tags, opts } = scope;
  const domains = getAvailabilityDomainsOutput({ compartmentId: config.compartmentId }, opts);
  return new NodePool(
    "nodes",
    {
      compartmentId: config.compartmentId,
      clusterId: cluster.id,
      freeformTags: tags,
      name: "nodes",
      kubernetesVersion: config.kubernetesVersion,
      nodeShape: config.nodes.size,
      ...(isFlexible(config) && {
        nodeShapeConfig: { ocpus: config.ocpus, memoryInGbs: config.memoryGb },
      }),
      nodeSourceDetails: {
        sourceType: "IMAGE",
        imageId: config.nodeImageId ?? newestImage(scope),
        bootVolumeSizeInGbs: String(config.bootVolumeGb),
      },
      nodeConfigDetails: {
        size: config.nodes.min,
        nsgIds: [firewall.nodes.id],
        placementConfigs: domains.availabilityDomains.apply((all) =>
          all.map(({ name }) => ({ availabilityDomain: name, subnetId: network.nodes.id })),
        ),
        isPvEncryptionInTransitEnabled: true,
        nodePoolPodNetworkOptionDetails: {
          cniType: "OCI_VCN_IP_NATIVE",
          podSubnetIds: [network.pods.id],
          podNsgIds: [firewall.pods.id],
          maxPodsPerNode: maxPods(config),
        },
        freeformTags: tags,
      },
      // Version 1 of the instance metadata service answers whoever can be made to ask (docs: Configuring IMDS).
      nodeMetadata: { areLegacyImdsEndpointsDisabled: "true" },
      // A new version, image or shape takes effect: node by node, a new one first.
      nodePoolCyclingDetails: {
        isNodeCyclingEnabled: true,
        maximumSurge: "1",
        maximumUnavailable: "0",
        cycleModes: ["INSTANCE_REPLACE"],
      },
      // Pods get time to leave; one that never does holds up neither an upgrade nor a destroy for ever.
      nodeEvictionNodePoolSettings: {
        evictionGraceDuration: "PT15M",
        isForceActionAfterGraceDuration: true,
        isForceDeleteAfterGraceDuration: true,
      },
    },
    { ...opts, ignoreChanges: ["nodeConfigDetails.size"] },
  );
}

const isFlexible = ({ nodes }: OkeConfig) => nodes.size.endsWith(".Flex");

/** A node has as many network interfaces as cores, two at least; the first is its own. */
export function maxPods(config: OkeConfig): number {
  const interfaces = isFlexible(config) ? Math.max(2, Math.floor(config.ocpus)) : 2;
  return Math.min(MOST_PODS, PODS_PER_INTERFACE * (interfaces - 1));
}

/** OCID of Oracle's newest Oracle Linux 8 image for the cluster's version and the nodes' processor. */
function newestImage({ config, opts }: Scope): pulumi.Output<string> {
  const arm = /\.A[0-9]\./.test(config.nodes.size);
  return getNodePoolOptionOutput(
    {
      nodePoolOptionId: "all",
      compartmentId: config.compartmentId,
      nodePoolK8sVersion: config.kubernetesVersion,
      nodePoolOsType: "OL8",
      nodePoolOsArch: arm ? "AARCH64" : "X86_64",
    },
    opts,
  ).sources.apply((sources) => pickImage(sources, config.kubernetesVersion, arm));
}

/**
 * The newest image among OKE's, by its name: `Oracle-Linux-8.10[-aarch64]-2025.09.16-0-OKE-1.34.1-1234`.
 *
 * @throws when there is none, naming the setting that takes one
 */
export function pickImage(
  sources: readonly { readonly imageId: string; readonly sourceName: string }[],
  kubernetesVersion: string,
  arm: boolean,
): string {
  const form = new RegExp(
    `^Oracle-Linux-8\\.\\d+${arm ? "-aarch64" : ""}-(\\d{4}\\.\\d{2}\\.\\d{2}-\\d+)-OKE-${kubernetesVersion.slice(1).replaceAll(".", "\\.")}-(\\d+)$`,
  );
  const dated = sources.flatMap(({ imageId, sourceName }) => {
    const [, date = "", build = ""] = form.exec(sourceName) ?? [];
    return date ? [{ imageId, date, build: Number(build) }] : [];
  });
  const [newest] = dated.sort((a, b) => b.date.localeCompare(a.date) || b.build - a.build);
  if (!newest) {
    throw new Error(
      `OKE offers no Oracle Linux 8 image for ${kubernetesVersion} on ${arm ? "Arm" : "x86"}: is the version right (oci ce cluster-options get --cluster-option-id all)? Or name an image: pulumi config set --path 'punctual:cluster.nodeImageId' ocid1.image…`,
    );
  }
  return newest.imageId;
}
