import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { gke } from "../../clusters/gke.ts";
import { gkeSchema } from "../../config/clusters/gke.ts";
import { only } from "../support/find.ts";
import { counts, LABELS, makeCluster, ofType, resolved } from "./cloud.ts";

const CLUSTER = "gcp:container/cluster:Cluster";
const POOL = "gcp:container/nodePool:NodePool";
const NODES = "serviceAccount:punctual-nodes@project.iam.gserviceaccount.com";

const config = gkeSchema.parse({ project: "tasks-prod", region: "europe-west4" });
const { resources, told } = await makeCluster(
  () => gke(config, LABELS),
  async ({ capabilities, ...cluster }) => {
    const reader = capabilities.vault?.reader("external-secrets", "reader", "tasks-");
    const twice = [capabilities.loadBalancer("public"), capabilities.loadBalancer("public")];
    return {
      name: await resolved(cluster.name),
      kubeconfig: parse(await resolved(cluster.kubeconfig)),
      registry: await resolved(cluster.registry),
      command: await resolved(cluster.kubeconfigCommand),
      store: await resolved(capabilities.vault?.provider),
      reader,
      internal: await resolved(capabilities.loadBalancer("internal")),
      public: await Promise.all(twice.map(resolved)),
      severalNodes: capabilities.severalNodes,
    };
  },
);
const cluster = only(resources, CLUSTER, "cluster");
const pool = only(resources, POOL, "apps");

describe("who reaches the API server", () => {
  it("is said by IAM, at a name: it has no address of its own", () => {
    expect(cluster.inputs.controlPlaneEndpointsConfig).toEqual({
      dnsEndpointConfig: { allowExternalTraffic: true },
      ipEndpointsConfig: { enabled: false },
    });
    expect(cluster.inputs.privateClusterConfig).toEqual({ enablePrivateNodes: true });
    expect(cluster.inputs).not.toHaveProperty("masterAuthorizedNetworksConfig");
  });

  it("is nobody without a name: no client certificates, no anonymous calls, no bindings for everybody", () => {
    expect(cluster.inputs).toMatchObject({
      masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
      enableLegacyAbac: false,
      anonymousAuthenticationConfig: { mode: "LIMITED" },
      rbacBindingConfig: {
        enableInsecureBindingSystemAuthenticated: false,
        enableInsecureBindingSystemUnauthenticated: false,
      },
    });
  });
});

describe("network", () => {
  it("is Dataplane V2, which enforces NetworkPolicies, with ranges of its own for pods and services", () => {
    expect(cluster.inputs).toMatchObject({
      datapathProvider: "ADVANCED_DATAPATH",
      networkingMode: "VPC_NATIVE",
      ipAllocationPolicy: { clusterSecondaryRangeName: "pods", servicesSecondaryRangeName: "services" },
    });
    expect(only(resources, "gcp:compute/network:Network", "network").inputs.autoCreateSubnetworks).toBe(
      false,
    );
    expect(only(resources, "gcp:compute/subnetwork:Subnetwork", "nodes").inputs).toMatchObject({
      ipCidrRange: "10.70.0.0/20",
      secondaryIpRanges: [
        { rangeName: "pods", ipCidrRange: "10.72.0.0/16" },
        { rangeName: "services", ipCidrRange: "10.71.0.0/20" },
      ],
      privateIpGoogleAccess: true,
    });
  });

  it("lets nodes out by one address that stays, and gives them none of their own", () => {
    expect(only(resources, "gcp:compute/routerNat:RouterNat", "nat").inputs).toMatchObject({
      natIpAllocateOption: "MANUAL_ONLY",
      natIps: ["https://www.googleapis.com/compute/v1/addresses/punctual-egress"],
      sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
    });
    expect(pool.inputs.networkConfig).toEqual({ enablePrivateNodes: true });
  });

  it("lets the API server call the webhooks of what is installed, on our nodes alone", () => {
    expect(only(resources, "gcp:compute/firewall:Firewall", "webhooks").inputs).toMatchObject({
      direction: "INGRESS",
      sourceRanges: ["10.70.0.0/20"],
      targetServiceAccounts: ["punctual-nodes@project.iam.gserviceaccount.com"],
      allows: [{ protocol: "tcp", ports: ["4000", "6443", "9443", "10250", "19443"] }],
    });
  });

  it("keeps a public load balancer's address, made once and only when asked for", () => {
    const expected = {
      "cloud.google.com/l4-rbs": "enabled",
      "networking.gke.io/load-balancer-ip-addresses": "punctual-ingress",
    };
    expect(told.public).toEqual([expected, expected]);
    expect(only(resources, "gcp:compute/address:Address", "ingress").inputs.addressType).toBe("EXTERNAL");
  });

  it("keeps an internal load balancer internal", () => {
    expect(told.internal).toEqual({ "networking.gke.io/load-balancer-type": "Internal" });
  });
});

describe("identities", () => {
  it("gives pods an identity of their own, and hides the node's from them", () => {
    expect(cluster.inputs.workloadIdentityConfig).toEqual({ workloadPool: "tasks-prod.svc.id.goog" });
    expect(pool.inputs.nodeConfig).toMatchObject({ workloadMetadataConfig: { mode: "GKE_METADATA" } });
  });

  it("lets nodes write logs and metrics and pull our images, and nothing else", () => {
    const rights = resources.filter(({ inputs }) => inputs.member === NODES);
    expect(rights.map(({ inputs: { role, repository } }) => [role, repository ?? "project"])).toEqual(
      expect.arrayContaining([
        ["roles/container.defaultNodeServiceAccount", "project"],
        ["roles/artifactregistry.reader", "punctual"],
      ]),
    );
    expect(rights).toHaveLength(2);
  });

  it("uses the project's own account for no node, not even for those that GKE makes first", () => {
    for (const { inputs } of [cluster, pool]) {
      expect(inputs.nodeConfig).toMatchObject({
        serviceAccount: "punctual-nodes@project.iam.gserviceaccount.com",
      });
    }
    expect(cluster.inputs).toMatchObject({ removeDefaultNodePool: true, initialNodeCount: 1 });
    const account = "gcp:projects/iAMMember:IAMMember nodes";
    for (const { dependsOn } of [cluster, pool]) expect(dependsOn).toContain(account);
  });
});

describe("nodes", () => {
  it.each([
    ["in the pool", () => pool.inputs.nodeConfig],
    ["in GKE's first pool", () => cluster.inputs.nodeConfig],
  ])("%s boot securely, with neither old metadata nor an open kubelet", (_, given) => {
    expect(given()).toMatchObject({
      imageType: "COS_CONTAINERD",
      shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
      metadata: { "disable-legacy-endpoints": "true" },
      kubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
    });
    expect(cluster.inputs.enableShieldedNodes).toBe(true);
  });

  it("are scaled in each zone, repaired, and replaced one by one without one less", () => {
    expect(pool.inputs).toMatchObject({
      location: "europe-west4",
      initialNodeCount: 1,
      autoscaling: { minNodeCount: 1, maxNodeCount: 2, locationPolicy: "BALANCED" },
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    });
    expect(pool.inputs).not.toHaveProperty("nodeCount");
  });
});

describe("upgrades", () => {
  it("come by the channel, in a window at the weekend", () => {
    expect(cluster.inputs.releaseChannel).toEqual({ channel: "REGULAR" });
    expect(cluster.inputs).not.toHaveProperty("minMasterVersion");
    expect(cluster.inputs.maintenancePolicy).toEqual({
      recurringWindow: {
        startTime: "2026-01-04T01:00:00Z",
        endTime: "2026-01-04T07:00:00Z",
        recurrence: "FREQ=WEEKLY;BYDAY=SU,SA",
      },
    });
  });
});

describe("Secrets in etcd", () => {
  it("are encrypted with a key that is renewed, which GKE may use before the cluster is made", () => {
    expect(cluster.inputs.databaseEncryption).toEqual({ state: "ENCRYPTED", keyName: "secrets-id" });
    expect(only(resources, "gcp:kms/cryptoKey:CryptoKey", "secrets").inputs.rotationPeriod).toBe("7776000s");
    const grant = "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember";
    expect(only(resources, grant, "gke-secrets").inputs).toMatchObject({
      role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      member: "serviceAccount:service-123456789012@container.googleapis.com",
    });
    expect(cluster.dependsOn).toContain(`${grant} gke-secrets`);
  });

  it("have a key ring whose name Pulumi makes, as Google never gives one back", () => {
    const ring = only(resources, "gcp:kms/keyRing:KeyRing", "punctual").inputs;
    // A name that was left to Pulumi is a placeholder's, not ours.
    expect(ring.name).not.toBe("punctual");
  });
});

describe("registry", () => {
  it("is a repository of the project, near the cluster", () => {
    expect(only(resources, "gcp:artifactregistry/repository:Repository", "images").inputs).toMatchObject({
      format: "DOCKER",
      location: "europe-west4",
    });
    expect(told.registry).toBe("europe-west4-docker.pkg.dev/tasks-prod/punctual");
  });
});

describe("vault", () => {
  it("is Secret Manager, read by one ServiceAccount, without a key and without a Google account", () => {
    expect(told.store).toEqual({ gcpsm: { projectID: "tasks-prod" } });
    const right = only(resources, "gcp:projects/iAMMember:IAMMember", "vault-reader");
    expect(right.inputs).toMatchObject({
      role: "roles/secretmanager.secretAccessor",
      member:
        "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/tasks-prod.svc.id.goog/subject/ns/external-secrets/sa/reader",
    });
    expect(right.inputs.condition).toEqual({
      title: "entries",
      expression: 'resource.name.startsWith("projects/123456789012/secrets/tasks-")',
    });
    expect(right.dependsOn).toContain(`${CLUSTER} cluster`);
    expect(told.reader).toEqual({ serviceAccountAnnotations: {}, podLabels: {} });
    expect(ofType(resources, "gcp:serviceaccount/key:Key")).toEqual([]);
  });
});

describe("deletion", () => {
  it("is refused by Google for the cluster, and by Pulumi for what must not be lost", () => {
    expect(cluster.inputs.deletionProtection).toBe(true);
    const kept = resources
      .filter(({ protect }) => protect)
      .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);
    expect(kept.sort()).toEqual([
      "Address egress",
      "Address ingress",
      "Cluster cluster",
      "CryptoKey secrets",
      "Network network",
      "Repository images",
    ]);
  });

  it("leaves the project's APIs on: others may use them", () => {
    for (const { inputs } of ofType(resources, "gcp:projects/service:Service")) {
      expect(inputs.disableOnDestroy).toBe(false);
    }
  });
});

describe("what it costs", () => {
  it("is a base that is known, and nothing that is paid for by use", () => {
    expect(counts(resources, "gcp")).toEqual({
      "artifactregistry/repository:Repository": 1,
      "artifactregistry/repositoryIamMember:RepositoryIamMember": 1,
      "compute/address:Address": 2,
      "compute/firewall:Firewall": 1,
      "compute/network:Network": 1,
      "compute/router:Router": 1,
      "compute/routerNat:RouterNat": 1,
      "compute/subnetwork:Subnetwork": 1,
      "container/cluster:Cluster": 1,
      "container/nodePool:NodePool": 1,
      "kms/cryptoKey:CryptoKey": 1,
      "kms/cryptoKeyIAMMember:CryptoKeyIAMMember": 1,
      "kms/keyRing:KeyRing": 1,
      "projects/iAMMember:IAMMember": 2,
      "projects/service:Service": 7,
      "projects/serviceIdentity:ServiceIdentity": 1,
      "serviceaccount/account:Account": 1,
    });
    expect(cluster.inputs).toMatchObject({
      loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS"] },
      monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"], managedPrometheus: { enabled: false } },
    });
  });

  it("can be told apart by labels, in the form that Google takes", () => {
    const labels = { project: "punctual", environment: "staging", stack: "team-one" };
    expect(cluster.inputs.resourceLabels).toEqual(labels);
    expect(pool.inputs.nodeConfig).toMatchObject({ resourceLabels: labels });
    for (const { inputs } of resources.filter((each) => "labels" in each.inputs)) {
      expect(inputs.labels).toEqual(labels);
    }
  });
});

describe("APIs of the project", () => {
  const services = ofType(resources, "gcp:projects/service:Service");

  it("are those that are used", () => {
    expect(
      services.map(({ inputs }) => String(inputs.service).replace(".googleapis.com", "")).sort(),
    ).toEqual([
      "artifactregistry",
      "cloudkms",
      "cloudresourcemanager",
      "compute",
      "container",
      "iam",
      "secretmanager",
    ]);
  });

  it("are on before anything is asked of them", () => {
    const needed = services.map(({ type, name }) => `${type} ${name}`);
    const others = resources.filter(
      ({ type }) => type.startsWith("gcp:") && !type.startsWith("gcp:projects/service:"),
    );
    expect(others.length).toBeGreaterThan(10);
    for (const { dependsOn } of others) expect(dependsOn).toEqual(expect.arrayContaining(needed));
  });
});

describe("the cluster that the platform gets", () => {
  const provider = only(resources, "pulumi:providers:kubernetes", "cluster");

  it("takes nothing before there are nodes, or before webhooks can be called", () => {
    expect(provider.dependsOn).toEqual([`${POOL} apps`, "gcp:compute/firewall:Firewall webhooks"]);
  });

  it("is the same one whatever its kubeconfig says", () => {
    expect(provider.inputs.clusterIdentifier).toBe("gke/tasks-prod/europe-west4/punctual");
  });

  it("has a kubeconfig for the name, with a public authority's certificate and no secret in it", () => {
    expect(provider.secretInputs).toContain("kubeconfig");
    expect(told.kubeconfig.clusters).toEqual([
      { name: "punctual", cluster: { server: "https://gke-punctual.example.gke.goog" } },
    ]);
    expect(told.kubeconfig.users[0].user).toEqual({
      exec: expect.objectContaining({ command: "gke-gcloud-auth-plugin", interactiveMode: "Never" }),
    });
    expect(told.kubeconfig["current-context"]).toBe("punctual");
  });

  it("has several nodes, a name, and a command for people", () => {
    expect(told).toMatchObject({ severalNodes: true, name: "punctual" });
    expect(told.command).toBe(
      "gcloud container clusters get-credentials punctual --project tasks-prod --location europe-west4 --dns-endpoint",
    );
  });

  it("is made by a provider that is told project and region, and by no default one", () => {
    expect(only(resources, "pulumi:providers:gcp", "google").inputs).toMatchObject({
      project: "tasks-prod",
      region: "europe-west4",
    });
    const cloud = resources.filter(({ type }) => type.startsWith("gcp:"));
    for (const { provider: used } of cloud) expect(used).toMatch(/pulumi:providers:gcp::google::/);
  });
});
