import { z } from "zod";
import { cidr, hostAndPort, label } from "./kinds.ts";
import { collision, within } from "./ranges.ts";

/** An existing context of the laptop's kubeconfig. */
export const minikubeSchema = z.strictObject({
  context: z
    .string()
    .min(1)
    .default("minikube")
    .describe("context of the kubeconfig (KUBECONFIG or ~/.kube/config)"),
});
/** An existing context of the laptop's kubeconfig. */
export type MinikubeConfig = z.infer<typeof minikubeSchema>;

/** Bounds of a pool of nodes that scales itself. */
const nodes = (size: string, bounds = { min: 2, max: 4 }) =>
  z
    .strictObject({
      size: z.string().min(1).default(size).describe("machine type"),
      min: z.int().min(1).max(100).default(bounds.min),
      max: z.int().min(1).max(100).default(bounds.max),
    })
    .refine(({ min, max }) => min <= max, { path: ["max"], error: "must not be less than min" });

/** What every cloud's cluster has. */
const common = {
  name: label.default("punctual").describe("prefix of the cloud's resources"),
  kubernetesVersion: z
    .string()
    .regex(/^1\.[0-9]{2}(\.[0-9]+)?$/, "must be a Kubernetes version such as 1.34")
    .optional()
    .describe("default: what the upgrade channel gives"),
  privateApi: z.boolean().default(true).describe("the API server has no address on the internet"),
  authorizedCidrs: z
    .array(cidr)
    .default([])
    .describe("who may reach a public API server; at least one unless it is private"),
  deletionProtection: z.boolean().default(true).describe("refuse to destroy the cluster and its registry"),
};

/** Part of names that Azure and Google limit to 24 characters. */
const shortName = z
  .string()
  .regex(/^(?=.{2,16}$)[a-z](-?[a-z0-9])*$/, "must be 2 to 16 lower-case letters, digits and single dashes")
  .default("punctual")
  .describe("prefix of the cloud's resources");

const minorVersion = z
  .string()
  .regex(/^1\.[0-9]{2}$/, "must be a minor version such as 1.34: its patches come by the upgrade channel")
  .optional()
  .describe("default: what the cloud gives new clusters");

const timeOfDay = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "must be a time of day in UTC such as 01:00");

const weekday = z.enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);

const range = z.cidrv4("must be an address range of IPv4 such as 10.60.0.0/16");

const authorizedCidrs = z
  .array(range)
  .default([])
  .describe("who may reach the API server's address: ranges of IPv4; at least one unless it is private");

/** Azure Kubernetes Service. */
export const aksSchema = z
  .strictObject({
    ...common,
    name: shortName,
    kubernetesVersion: minorVersion,
    authorizedCidrs,
    location: z
      .string()
      .regex(/^[a-z][a-z0-9]+$/, "must be a region such as westeurope")
      .describe("Azure region, such as westeurope"),
    zones: z
      .array(z.enum(["1", "2", "3"]))
      .default(["1", "2", "3"])
      .describe("zones of the nodes; empty in a region without zones"),
    tenantId: z.guid("must be a GUID: az account show --query tenantId").describe("Microsoft Entra tenant"),
    subscriptionId: z.guid("must be a GUID: az account show --query id").describe("Azure subscription"),
    adminGroupObjectIds: z
      .array(z.guid("must be the object id (a GUID) of a group"))
      .min(1, "must name a group: nobody could administer the cluster")
      .describe("Entra groups whose members administer the cluster; who deploys is in one"),
    kubeloginMode: z
      .enum(["azurecli", "workloadidentity", "msi", "spn"])
      .default("azurecli")
      .describe("how kubelogin signs in: azurecli for people, workloadidentity for a pipeline"),
    tunnel: hostAndPort
      .optional()
      .describe("near end of a tunnel to a private API server, such as 127.0.0.1:6443"),
    tier: z
      .enum(["Free", "Standard"])
      .default("Standard")
      .describe("Standard: with an SLA for the API server"),
    systemNodes: nodes("Standard_D2as_v6", { min: 2, max: 3 })
      .prefault({})
      .describe("nodes of AKS's own pods"),
    nodes: nodes("Standard_D2as_v6").prefault({}),
    encryptionAtHost: z
      .boolean()
      .default(true)
      .describe("encrypt nodes' caches and temporary disks too; a feature to be registered once"),
    registrySku: z.enum(["Basic", "Standard", "Premium"]).default("Basic"),
    vaultCidrs: z
      .array(range)
      .default([])
      .describe("who may reach the vault from outside the cluster's network, to write secrets"),
    network: z
      .strictObject({
        vnet: range.default("10.60.0.0/16"),
        nodes: range.default("10.60.0.0/20").describe("within vnet"),
        pods: range.default("10.244.0.0/16").describe("an overlay: /24 for each node"),
        services: range.default("10.61.0.0/20"),
      })
      .refine(({ vnet, nodes }) => within(nodes, vnet), { path: ["nodes"], error: "must lie within vnet" })
      .superRefine(({ vnet, pods, services }, context) => refuseCollision({ vnet, pods, services }, context))
      .prefault({})
      .describe("address ranges; they can't be changed later"),
    maintenance: z
      .strictObject({
        day: weekday.default("Sunday"),
        start: timeOfDay.default("01:00"),
        hours: z
          .int()
          .min(4, "must be at least 4 hours, as AKS asks")
          .max(24, "must be at most 24 hours")
          .default(4),
      })
      .prefault({})
      .describe("when Azure may upgrade, each week, in UTC"),
  })
  .refine(({ privateApi, authorizedCidrs }) => !privateApi || authorizedCidrs.length === 0, {
    path: ["authorizedCidrs"],
    error: "must be empty while privateApi is true: there is no address on the internet to reach",
  });
/** Azure Kubernetes Service. */
export type AksConfig = z.infer<typeof aksSchema>;

/** Google Kubernetes Engine. */
export const gkeSchema = z
  .strictObject({
    ...common,
    name: shortName,
    kubernetesVersion: minorVersion,
    authorizedCidrs,
    project: z
      .string()
      .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, "must be a project id")
      .describe("Google Cloud project, by its id"),
    region: z
      .string()
      .regex(/^[a-z]+-[a-z]+[0-9]+$/, "must be a region such as europe-west4")
      .describe("such as europe-west4"),
    zones: z
      .array(z.string().regex(/^[a-z]+-[a-z]+[0-9]+-[a-z]$/, "must be a zone such as europe-west4-a"))
      .default([])
      .describe("zones of the nodes; default: three of the region"),
    dnsEndpoint: z
      .boolean()
      .default(true)
      .describe("reach the API server by its DNS name, through Google's front end; IAM says who may"),
    releaseChannel: z.enum(["RAPID", "REGULAR", "STABLE", "EXTENDED"]).default("REGULAR"),
    nodes: nodes("e2-standard-2", { min: 1, max: 2 }).prefault({}).describe("bounds for each zone"),
    secretsEncryption: z
      .boolean()
      .default(true)
      .describe("encrypt Secrets with a key of Cloud KMS, whose key ring stays when all else is destroyed"),
    network: z
      .strictObject({
        nodes: range.default("10.70.0.0/20"),
        pods: range.default("10.72.0.0/16").describe("/24 for each node"),
        services: range.default("10.71.0.0/20"),
      })
      .superRefine((ranges, context) => refuseCollision(ranges, context))
      .prefault({})
      .describe("address ranges; they can't be changed later"),
    maintenance: z
      .strictObject({
        days: z.array(weekday).min(1, "must name a day").default(["Saturday", "Sunday"]),
        start: timeOfDay.default("01:00"),
        hours: z
          .int()
          .min(4, "must be at least 4 hours, as GKE asks")
          .max(24, "must be at most 24 hours")
          .default(6),
      })
      .refine(({ days, hours }) => new Set(days).size * hours * 4 >= 48, {
        path: ["hours"],
        error: "must come to at least 12 hours a week over all days, as GKE asks",
      })
      .prefault({})
      .describe("when Google may upgrade, each week, in UTC"),
  })
  .refine(({ region, zones }) => zones.every((zone) => zone.startsWith(`${region}-`)), {
    path: ["zones"],
    error: "must be zones of the region",
  })
  .refine(
    ({ privateApi, dnsEndpoint, authorizedCidrs }) =>
      !privateApi || !dnsEndpoint || authorizedCidrs.length === 0,
    {
      path: ["authorizedCidrs"],
      error: "must be empty while privateApi and dnsEndpoint are true: there is no address to reach",
    },
  );
/** Google Kubernetes Engine. */
export type GkeConfig = z.infer<typeof gkeSchema>;

function refuseCollision(ranges: Readonly<Record<string, string>>, context: z.RefinementCtx): void {
  const found = collision(ranges);
  if (!found) return;
  const [one, other] = found;
  context.addIssue({ code: "custom", path: [other], message: `must not overlap ${one} (${ranges[one]})` });
}

const folder = z
  .string()
  .regex(/^\.{0,2}\//, "must be a folder, such as ./mirror/calico from the top of the repository");

/** Oracle Kubernetes Engine. */
export const okeSchema = z.strictObject({
  ...common,
  // The least that all names made of it bear: that of a Bastion, of a DNS label.
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}[a-z0-9]$/, "must be 3 to 32 lower-case letters, digits and dashes")
    .default("punctual")
    .describe("prefix of the cloud's resources, and of the images' repositories"),
  kubernetesVersion: z
    .string()
    .regex(/^v1\.[0-9]{2}\.[0-9]+$/, "must be one of OKE's versions such as v1.34.1")
    .describe("OKE has no channel: the version is stated"),
  tenancyId: z.string().startsWith("ocid1.tenancy.", "must be the OCID of a tenancy: ocid1.tenancy.…"),
  compartmentId: z
    .string()
    .regex(/^ocid1\.(compartment|tenancy)\./, "must be the OCID of a compartment: ocid1.compartment.…"),
  region: z
    .string()
    .regex(/^[a-z]{2,}-[a-z]+-[0-9]$/, "must be a region's identifier such as eu-frankfurt-1")
    .describe("such as eu-frankfurt-1"),
  vcnCidr: z
    .string()
    .regex(
      /^(10\.\d{1,3}|172\.(1[6-9]|2\d|3[01])|192\.168)\.0\.0\/16$/,
      "must be a private /16 such as 10.0.0.0/16",
    )
    .refine((range) => range !== "10.96.0.0/16", "must not be the range of Kubernetes' own Services")
    .default("10.0.0.0/16")
    .describe("addresses of the network; can't be changed later"),
  bastionCidrs: z
    .array(z.cidrv4("must be an IPv4 range such as 203.0.113.0/24"))
    .default([])
    .describe("who may reach a private API server through a Bastion; empty: none is made"),
  tunnel: hostAndPort
    .optional()
    .describe("near end of a tunnel to a private API server, such as 127.0.0.1:6443"),
  nodeImageId: z
    .string()
    .startsWith("ocid1.image.", "must be the OCID of an image: ocid1.image.…")
    .optional()
    .describe("default: Oracle's newest for the version"),
  nodes: nodes("VM.Standard.E5.Flex").prefault({}),
  ocpus: z.number().min(1, "must be at least 1").default(2).describe("cores of a flexible node"),
  memoryGb: z.number().min(4, "must be at least 4").default(16).describe("memory of a flexible node"),
  bootVolumeGb: z.int().min(50, "must be at least 50, as OKE asks").default(50).describe("disk of a node"),
  calico: folder
    .optional()
    .describe("folder of a kustomization instead of ours: another version, or from a mirror"),
  metricsServer: folder.optional().describe("the same for metrics-server"),
});
/** Oracle Kubernetes Engine. */
export type OkeConfig = z.infer<typeof okeSchema>;
