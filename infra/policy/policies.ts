import type { Policies, PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { Asked } from "./asked.ts";
import type { Declared } from "./rule.ts";
import { RESOURCE_RULES, STACK_RULES } from "./rules.ts";

/** URNs of components that apply manifests which others publish; a $ stands before a type within another. */
const PUBLISHERS =
  /(::|\$)kubernetes:(kustomize\/v2:Directory|yaml\/v2:(ConfigFile|ConfigGroup)|helm\.sh\/v4:Chart)::[^:]*$/;

/** The rules as Pulumi runs them: each refuses an update. */
export function asPolicies(asked: Asked): Policies {
  const refuse = (wrong: string, remedy: string) => `${wrong}. ${remedy}`;
  return [
    ...RESOURCE_RULES.map(({ name, description, remedy, check }) => ({
      name,
      description,
      remediationSteps: remedy,
      enforcementLevel: "mandatory" as const,
      validateResource: (args: ResourceValidationArgs, report: (message: string) => void) => {
        for (const wrong of check(declared(args, args.opts.parent), asked)) {
          report(refuse(`${args.name} ${wrong}`, remedy));
        }
      },
    })),
    ...STACK_RULES.map(({ name, description, remedy, checkAll }) => ({
      name,
      description,
      remediationSteps: remedy,
      enforcementLevel: "mandatory" as const,
      validateStack: ({ resources }: { resources: PolicyResource[] }, report: (message: string) => void) => {
        const all = resources.map((each) => declared(each, each.opts.parent ?? each.parent?.urn));
        for (const wrong of checkAll(all, asked)) report(refuse(wrong, remedy));
      },
    })),
  ];
}

function declared(
  { type, name, props, provider }: Pick<PolicyResource, "type" | "name" | "props" | "provider">,
  parent: string | undefined,
): Declared {
  return {
    type,
    name,
    inputs: props,
    provider: provider?.name,
    published: parent !== undefined && PUBLISHERS.test(parent),
  };
}
