import { z } from "zod";
import { hostAndPort } from "../kinds.ts";
import { within } from "../ranges.ts";
import {
  authorizedCidrs,
  common,
  minorVersion,
  nodes,
  range,
  refuseCollision,
  shortName,
  timeOfDay,
  weekday,
} from "./parts.ts";

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
