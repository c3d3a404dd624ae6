import { z } from "zod";
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
