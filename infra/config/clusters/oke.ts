import { z } from "zod";
import { hostAndPort } from "../kinds.ts";
import { common, nodes } from "./parts.ts";

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
  signIn: z
    .strictObject({
      as: z.enum(["ApiKey", "SecurityToken", "InstancePrincipal"]).default("ApiKey"),
      profile: z.string().min(1).default("DEFAULT").describe("section of ~/.oci/config"),
    })
    .prefault({})
    .describe(
      "how Pulumi and kubectl sign in: with a key, with a session's token, or as the machine they run on",
    ),
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
