import { describe, expect, it } from "vitest";
import { createOke } from "../../clusters/oke/cluster.ts";
import { okeSchema } from "../../config/clusters/oke.ts";
import { IMAGES } from "../../config/images.ts";
import { only } from "../support/find.ts";
import { OKE_CLUSTER } from "../support/values.ts";
import { counts, LABELS, makeCluster, ofType, resolved } from "./cloud.ts";

const RULE = "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule";
const SUBNET = "oci:Core/subnet:Subnet";
const POLICY = "oci:Identity/policy:Policy";
const CLUSTER = "oci:ContainerEngine/cluster:Cluster";
const POOL = "oci:ContainerEngine/nodePool:NodePool";
const ADDON = "oci:ContainerEngine/addon:Addon";
const KUBERNETES = "pulumi:providers:kubernetes";

const config = okeSchema.parse(OKE_CLUSTER);
const { resources, told } = await makeCluster(
  () => createOke(config, LABELS),
  async ({ capabilities, ...cluster }) => ({
    reader: capabilities.vault?.reader("external-secrets", "reader", "tasks-"),
    store: await resolved(capabilities.vault?.provider),
    internal: await Promise.all(
      [capabilities.loadBalancer("internal"), capabilities.loadBalancer("internal")].map(resolved),
    ),
    registry: await resolved(cluster.registry),
    kubeconfig: await resolved(cluster.kubeconfig),
    command: await resolved(cluster.kubeconfigCommand),
    severalNodes: capabilities.severalNodes,
  }),
);
const cluster = only(resources, CLUSTER, "cluster");
const pool = only(resources, POOL, "nodes");
const statements = (name: string) => only(resources, POLICY, name).inputs.statements as string[];

/** Rules of a group, each as `direction peer protocol ports`. */
function rulesOf(group: string): string[] {
  return ofType(resources, RULE)
    .filter(({ inputs }) => inputs.networkSecurityGroupId === `${group}-id`)
    .map(({ inputs }) => {
      const peer = String(inputs.direction === "INGRESS" ? inputs.source : inputs.destination);
      const { min, max } = (
        inputs.tcpOptions as { destinationPortRange: { min: number; max: number } } | undefined
      )?.destinationPortRange ?? { min: "", max: "" };
      const ports = min === max ? min : `${min}-${max}`;
      return [inputs.direction === "INGRESS" ? "in" : "out", peer.replace(/-id$/, ""), inputs.protocol, ports]
        .filter((part) => part !== "")
        .join(" ");
    })
    .sort();
}

describe("who reaches the API server", () => {
  it("is nobody from outside: it has no public address", () => {
    expect(cluster.inputs.endpointConfig).toMatchObject({
      isPublicIpEnabled: false,
      nsgIds: ["endpoint-id"],
    });
    expect(only(resources, SUBNET, "endpoint").inputs.prohibitPublicIpOnVnic).toBe(true);
  });

  it("is nodes and pods alone within the network", () => {
    expect(rulesOf("endpoint")).toEqual([
      "in 0.0.0.0/0 1",
      "in nodes 6 12250",
      "in nodes 6 6443",
      "in pods 6 12250",
      "in pods 6 6443",
      "out 0.0.0.0/0 1",
      "out all-fra-services-in-oracle-services-network 6",
      "out nodes 6 10250",
      "out pods all",
    ]);
  });

  it("is told by a kubeconfig that holds no credential", () => {
    expect(told.kubeconfig).toContain("command: oci");
    expect(told.kubeconfig).not.toMatch(/token:|client-key/);
    expect(told.command).toBe(
      "oci ce cluster create-kubeconfig --cluster-id cluster-id --region eu-frankfurt-1 --token-version 2.0.0 --kube-endpoint PRIVATE_ENDPOINT --file ~/.kube/config",
    );
  });
});

describe("network", () => {
  it("has no public subnet and no way in from the internet while nothing public is asked for", () => {
    expect(ofType(resources, "oci:Core/internetGateway:InternetGateway")).toEqual([]);
    const open = ofType(resources, SUBNET).filter(({ inputs }) => inputs.prohibitPublicIpOnVnic !== true);
    expect(open).toEqual([]);
  });

  it("closes the list of rules that Oracle makes, which lets SSH in from everywhere", () => {
    const [closed] = ofType(resources, "oci:Core/defaultSecurityList:DefaultSecurityList");
    expect(closed?.inputs).toMatchObject({
      manageDefaultResourceId: "ocid1.securitylist.default",
      ingressSecurityRules: [],
      egressSecurityRules: [],
    });
  });

  it("says of a subnet in one way alone whether it is private: Oracle takes no two", () => {
    const subnets = ofType(resources, SUBNET);
    expect(subnets.length).toBeGreaterThan(3);
    for (const { inputs } of subnets) expect(inputs.prohibitInternetIngress).toBeUndefined();
  });

  it("gives every subnet names, as OKE wants", () => {
    const labels = ofType(resources, SUBNET).map(({ inputs }) => String(inputs.dnsLabel));
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^[a-z][a-z0-9]{0,14}$/);
  });

  it("goes out through a NAT gateway, and to Oracle's services without the internet", () => {
    const { routeRules } = only(resources, "oci:Core/routeTable:RouteTable", "private").inputs;
    expect(routeRules).toEqual([
      { destination: "0.0.0.0/0", destinationType: "CIDR_BLOCK", networkEntityId: "out-id" },
      {
        destination: "all-fra-services-in-oracle-services-network",
        destinationType: "SERVICE_CIDR_BLOCK",
        networkEntityId: "services-id",
      },
    ]);
    for (const { inputs } of ofType(resources, SUBNET)) expect(inputs.routeTableId).toBe("private-id");
  });

  it("lets nobody but the API server, pods and load balancers into nodes, and no SSH", () => {
    expect(rulesOf("nodes").filter((rule) => rule.startsWith("in"))).toEqual([
      "in 0.0.0.0/0 1",
      "in endpoint 6 10250",
      "in internal-load-balancers 6 10256",
      "in internal-load-balancers 6 30000-32767",
      "in pods 6 10250",
      "in pods 6 9100",
    ]);
  });

  it("lets webhooks be called: the API server reaches pods at any port", () => {
    expect(rulesOf("pods")).toContain("in endpoint all");
  });

  it("admits nothing from everywhere but messages of path discovery", () => {
    const open = ofType(resources, RULE).filter(
      ({ inputs }) => inputs.direction === "INGRESS" && inputs.source === "0.0.0.0/0",
    );
    expect(open.length).toBeGreaterThan(0);
    for (const { inputs } of open) {
      expect(inputs).toMatchObject({ protocol: "1", icmpOptions: { type: 3, code: 4 } });
    }
  });

  it("leaves each rule to one group: both ends of a way are open", () => {
    const between = ofType(resources, RULE).filter(
      ({ inputs }) => (inputs.sourceType ?? inputs.destinationType) === "NETWORK_SECURITY_GROUP",
    );
    const [out, into] = ["EGRESS", "INGRESS"].map((direction) =>
      between
        .filter(({ inputs }) => inputs.direction === direction)
        .map(({ inputs }) => {
          const [from, to] =
            direction === "EGRESS"
              ? [inputs.networkSecurityGroupId, inputs.destination]
              : [inputs.source, inputs.networkSecurityGroupId];
          return JSON.stringify([from, to, inputs.protocol, inputs.tcpOptions]);
        })
        .sort(),
    );
    expect(out).toEqual(into);
  });
});

describe("cluster", () => {
  it("is an enhanced one, as workload identity needs, at the version that is stated", () => {
    expect(cluster.inputs).toMatchObject({ type: "ENHANCED_CLUSTER", kubernetesVersion: "v1.34.1" });
  });

  it("encrypts its Secrets with a key of its own, which it may use before it begins", () => {
    expect(cluster.inputs.kmsKeyId).toBe("secrets-id");
    expect(only(resources, "oci:Kms/key:Key", "secrets").inputs.keyShape).toEqual({
      algorithm: "AES",
      length: 32,
    });
    expect(cluster.dependsOn).toContain(`${POLICY} secrets-key`);
    expect(statements("secrets-key")).toEqual([
      "Allow any-user to use keys in compartment id ocid1.compartment.oc1..c where ALL {request.principal.type = 'cluster', target.key.id = 'secrets-id'}",
    ]);
  });

  it("gives pods addresses of the network, and tokens that others can verify", () => {
    expect(cluster.inputs).toMatchObject({
      clusterPodNetworkOptions: [{ cniType: "OCI_VCN_IP_NATIVE" }],
      options: { openIdConnectDiscovery: { isOpenIdConnectDiscoveryEnabled: true } },
    });
  });

  it("has neither dashboard nor Tiller", () => {
    expect(cluster.inputs.options).toMatchObject({
      addOns: { isKubernetesDashboardEnabled: false, isTillerEnabled: false },
    });
  });

  it("can't be destroyed by mistake, nor can its vault, its key and its registry", () => {
    const guarded = resources.filter(({ protect }) => protect).map(({ name }) => name);
    expect(guarded.sort()).toEqual(["cluster", "secrets", "vault", ...IMAGES].sort());
  });
});

describe("nodes", () => {
  it("are spread over all availability domains, in the private subnet", () => {
    expect(pool.inputs.nodeConfigDetails).toMatchObject({
      placementConfigs: [1, 2, 3].map((domain) => ({
        availabilityDomain: `zone:EU-FRANKFURT-1-AD-${domain}`,
        subnetId: "nodes-id",
      })),
      nsgIds: ["nodes-id"],
    });
  });

  it("speak encrypted with their disks", () => {
    expect(pool.inputs.nodeConfigDetails).toMatchObject({ isPvEncryptionInTransitEnabled: true });
  });

  it("tell nobody about themselves by the old metadata service", () => {
    expect(pool.inputs.nodeMetadata).toEqual({ areLegacyImdsEndpointsDisabled: "true" });
  });

  it("let nobody in by SSH", () => {
    expect(pool.inputs.sshPublicKey).toBeUndefined();
  });

  it("are replaced one by one on an upgrade, a new one first", () => {
    expect(pool.inputs.nodePoolCyclingDetails).toEqual({
      isNodeCyclingEnabled: true,
      maximumSurge: "1",
      maximumUnavailable: "0",
      cycleModes: ["INSTANCE_REPLACE"],
    });
  });

  it("are let go at last, so that no pod holds up an upgrade or a destroy for ever", () => {
    expect(pool.inputs.nodeEvictionNodePoolSettings).toMatchObject({
      evictionGraceDuration: "PT15M",
      isForceDeleteAfterGraceDuration: true,
    });
  });

  it("have the size that is asked for, the newest image of the version, and as many pods as addresses", () => {
    expect(pool.inputs).toMatchObject({
      nodeShape: "VM.Standard.E5.Flex",
      nodeShapeConfig: { ocpus: 2, memoryInGbs: 16 },
      nodeSourceDetails: {
        imageId: "ocid1.image.oc1.eu-frankfurt-1.2025.11.20-0",
        bootVolumeSizeInGbs: "50",
      },
      nodeConfigDetails: { nodePoolPodNetworkOptionDetails: { maxPodsPerNode: 31, podNsgIds: ["pods-id"] } },
    });
  });
});

describe("autoscaler", () => {
  const addon = only(resources, ADDON, "autoscaler");
  const settings = Object.fromEntries(
    (addon.inputs.configurations as { key: string; value: string }[]).map(({ key, value }) => [key, value]),
  );

  it("stays within the pool's bounds", () => {
    expect(settings.nodes).toBe("2:4:nodes-id");
  });

  it("works by workload identity, with rights for its own ServiceAccount of this cluster alone", () => {
    expect(settings.authType).toBe("workload");
    expect(addon.dependsOn).toEqual(expect.arrayContaining([`${POLICY} autoscaler`, `${POOL} nodes`]));
    for (const statement of statements("autoscaler")) {
      expect(statement).toMatch(
        /^Allow any-user to \w+ [\w-]+ in compartment id ocid1\.compartment\.oc1\.\.c where ALL \{request\.principal\.type = 'workload', request\.principal\.namespace = 'kube-system', request\.principal\.service_account = 'cluster-autoscaler', request\.principal\.cluster_id = 'cluster-id'\}$/,
      );
    }
  });

  it("may take away nodes whose pods have scratch space, as all of ours do", () => {
    expect(settings.skipNodesWithLocalStorage).toBe("false");
  });
});

describe("what OKE lacks", () => {
  it("is installed: Calico, which enforces NetworkPolicies, and metrics-server", () => {
    const folders = ofType(resources, "kubernetes:kustomize/v2:Directory");
    expect(folders.map(({ name }) => name)).toEqual(["calico", "metrics-server"]);
    for (const { name, inputs } of folders) expect(inputs.directory).toMatch(new RegExp(`/oke/${name}$`));
  });
});

describe("registry", () => {
  it("has a private repository for each image", () => {
    const repositories = ofType(resources, "oci:Artifacts/containerRepository:ContainerRepository");
    expect(repositories.map(({ inputs }) => inputs.displayName).sort()).toEqual(
      IMAGES.map((name) => `punctual/${name}`).sort(),
    );
    for (const { inputs } of repositories) expect(inputs.isPublic).toBe(false);
    expect(told.registry).toBe("ocir.eu-frankfurt-1.oci.oraclecloud.com/tenancynamespace/punctual");
  });
});

describe("vault", () => {
  it("is read by External Secrets as itself", () => {
    expect(told.store).toEqual({
      oracle: { vault: "vault-id", region: "eu-frankfurt-1", principalType: "Workload" },
    });
    expect(told.reader).toEqual({ serviceAccountAnnotations: {}, podLabels: {} });
  });

  it("is read by that ServiceAccount alone, and only read", () => {
    for (const statement of statements("secrets-reader")) {
      expect(statement).toMatch(/^Allow any-user to read (secret-bundles|vaults) in compartment id /);
      expect(statement).toContain("request.principal.namespace = 'external-secrets'");
      expect(statement).toContain("request.principal.service_account = 'reader'");
      expect(statement).toContain("request.principal.cluster_id = 'cluster-id'");
      expect(statement).toContain("target.vault.id = 'vault-id'");
    }
  });
});

describe("internal load balancers", () => {
  it("get a private subnet and a group of rules of their own, once", () => {
    const [first, second] = told.internal;
    expect(first).toEqual(second);
    expect(first).toMatchObject({
      "service.beta.kubernetes.io/oci-load-balancer-internal": "true",
      "service.beta.kubernetes.io/oci-load-balancer-subnet1": "internal-load-balancers-id",
      "oci.oraclecloud.com/oci-network-security-groups": "internal-load-balancers-id",
    });
    expect(rulesOf("internal-load-balancers").filter((rule) => rule.startsWith("in"))).toEqual([
      "in 0.0.0.0/0 1",
      "in 10.0.0.0/16 6 443",
      "in 10.0.0.0/16 6 80",
    ]);
  });

  it("begin at the least bandwidth, and let nobody else manage the network's rules", () => {
    expect(told.internal[0]).toMatchObject({
      "service.beta.kubernetes.io/oci-load-balancer-shape": "flexible",
      "service.beta.kubernetes.io/oci-load-balancer-shape-flex-min": "10",
      "oci.oraclecloud.com/security-rule-management-mode": "None",
    });
  });
});

describe("the program", () => {
  it("gives every resource a provider of this stack", () => {
    const without = resources.filter(
      ({ custom, provider, type }) => custom && provider === "" && !type.startsWith("pulumi:providers:"),
    );
    expect(without).toEqual([]);
    expect(only(resources, "pulumi:providers:oci", "oracle").inputs.region).toBe("eu-frankfurt-1");
  });

  it("changes IAM in the tenancy's home region, as Oracle asks", () => {
    expect(only(resources, "pulumi:providers:oci", "oracle-home").inputs.region).toBe("eu-amsterdam-1");
    const policies = ofType(resources, POLICY);
    expect(policies).toHaveLength(3);
    for (const { provider } of policies) expect(provider).toMatch(/::oracle-home::/);
  });

  it("waits for nodes before anything is put into the cluster", () => {
    expect(only(resources, KUBERNETES, "cluster").dependsOn).toEqual([`${POOL} nodes`]);
  });

  it("names the cluster for good, by what it was configured with", () => {
    expect(only(resources, KUBERNETES, "cluster").inputs.clusterIdentifier).toBe(
      "oke/ocid1.compartment.oc1..c/punctual",
    );
  });

  it("keeps the kubeconfig secret", () => {
    expect(only(resources, KUBERNETES, "cluster").secretInputs).toContain("kubeconfig");
  });

  it("puts the labels for costs on all that takes them", () => {
    const tagged = resources.filter(({ type }) => type.startsWith("oci:") && type !== RULE && type !== ADDON);
    expect(tagged.length).toBeGreaterThan(15);
    for (const { name, inputs } of tagged)
      expect({ name, tags: inputs.freeformTags }).toEqual({ name, tags: LABELS });
  });

  it("declares no more than that", () => {
    const { [RULE.slice(4)]: rules, ...rest } = counts(resources, "oci");
    expect(rules).toBeGreaterThan(0);
    expect(rest).toEqual({
      "Artifacts/containerRepository:ContainerRepository": 4,
      "ContainerEngine/addon:Addon": 1,
      "ContainerEngine/cluster:Cluster": 1,
      "ContainerEngine/nodePool:NodePool": 1,
      "Core/defaultSecurityList:DefaultSecurityList": 1,
      "Core/natGateway:NatGateway": 1,
      "Core/networkSecurityGroup:NetworkSecurityGroup": 4,
      "Core/routeTable:RouteTable": 1,
      "Core/serviceGateway:ServiceGateway": 1,
      "Core/subnet:Subnet": 4,
      "Core/vcn:Vcn": 1,
      "Identity/policy:Policy": 3,
      "Kms/key:Key": 1,
      "Kms/vault:Vault": 1,
    });
  });
});
