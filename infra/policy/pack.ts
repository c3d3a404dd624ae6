import { PolicyPack } from "@pulumi/policy";
import { runtime } from "@pulumi/pulumi";
import { readAsked } from "./asked.ts";
import { asPolicies } from "./policies.ts";

// Pulumi hands a pack the configuration of the stack that it judges.
new PolicyPack("punctual", {
  policies: asPolicies(readAsked(runtime.allConfig())),
  enforcementLevel: "mandatory",
});
