import { z } from "zod";
import { cidr, label } from "../kinds.ts";
import { collision } from "../ranges.ts";

/** Bounds of a pool of nodes that scales itself. */
export const nodes = (size: string, bounds = { min: 2, max: 4 }) =>
  z
    .strictObject({
      size: z.string().min(1).default(size).describe("machine type"),
      min: z.int().min(1).max(100).default(bounds.min),
      max: z.int().min(1).max(100).default(bounds.max),
    })
    .refine(({ min, max }) => min <= max, { path: ["max"], error: "must not be less than min" });

/** What every cloud's cluster has. */
export const common = {
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
export const shortName = z
  .string()
  .regex(/^(?=.{2,16}$)[a-z](-?[a-z0-9])*$/, "must be 2 to 16 lower-case letters, digits and single dashes")
  .default("punctual")
  .describe("prefix of the cloud's resources");

/** A minor version of Kubernetes, where a channel gives its patches. */
export const minorVersion = z
  .string()
  .regex(/^1\.[0-9]{2}$/, "must be a minor version such as 1.34: its patches come by the upgrade channel")
  .optional()
  .describe("default: what the cloud gives new clusters");

/** `HH:MM` in UTC. */
export const timeOfDay = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "must be a time of day in UTC such as 01:00");

/** A day of the week. */
export const weekday = z.enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);

/** An address range of IPv4 (CIDR, RFC 4632). */
export const range = z.cidrv4("must be an address range of IPv4 such as 10.60.0.0/16");

/** Who may reach an API server that takes ranges of IPv4 alone. */
export const authorizedCidrs = z
  .array(range)
  .default([])
  .describe("who may reach the API server's address: ranges of IPv4; at least one unless it is private");

/** Adds an issue where two address ranges overlap, at the second one. */
export function refuseCollision(ranges: Readonly<Record<string, string>>, context: z.RefinementCtx): void {
  const found = collision(ranges);
  if (!found) return;
  const [one, other] = found;
  context.addIssue({ code: "custom", path: [other], message: `must not overlap ${one} (${ranges[one]})` });
}
