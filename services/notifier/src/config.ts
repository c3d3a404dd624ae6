import { baseEnv, readConfig } from "@punctual/service-kit/config";
import { z } from "zod";
import { networks } from "./channels/networks.ts";

const cidrs = z
  .string()
  .transform((text) => text.split(",").map((each) => each.trim()))
  .refine(areNetworks, { error: "must be networks such as 10.1.0.0/16, with commas" });

const env = baseEnv.extend({
  PUBLIC_URL: z.url().describe("address that people reach Punctual by; links in notices lead there"),
  WEBHOOK_ALLOWED_NETWORKS: cidrs
    .default([])
    .describe(
      "networks that webhooks may reach although they aren't public, as CIDRs with commas; none unless given",
    ),
});
/** notifier's configuration. */
export type Config = z.infer<typeof env>;

/** Reads notifier's configuration; throws ConfigError naming every wrong key. */
export function readNotifierConfig(source: NodeJS.ProcessEnv): Config {
  return readConfig(env, source);
}

function areNetworks(given: readonly string[]): boolean {
  try {
    networks(given);
    return true;
  } catch {
    return false;
  }
}
