import type { ResourceRule } from "../rule.ts";

export const explicitProvider: ResourceRule = {
  name: "explicit-provider",
  description:
    "Everything is made by a provider of this stack's, never by whoever is signed in on the machine.",
  remedy: "Pass opts.provider: the cluster's (context.opts) or the cloud's (its module's opts)",
  check: ({ provider }) =>
    // Pulumi calls those that it makes by itself default, default_4_34_2 and so on.
    provider !== undefined && /^default(_|$)/.test(provider) ? ["is made by a default provider"] : [],
};
