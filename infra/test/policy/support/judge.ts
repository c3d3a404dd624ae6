import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { Asked } from "../../../policy/asked.ts";
import { asPolicies } from "../../../policy/policies.ts";
import type { Declared } from "../../../policy/rule.ts";

/** A configuration that asks for nothing. */
export const NOTHING: Asked = {
  publicIngress: false,
  publicApi: false,
  laptop: false,
  plainNodeCaches: false,
  noSecretsKey: false,
};

/** What a policy said. */
export interface Refusal {
  readonly policy: string;
  readonly message: string;
}

/** Every refusal of a stack's resources, by the policies as Pulumi would run them. */
export function judge(resources: readonly Declared[], asked: Asked): Refusal[] {
  const refusals: Refusal[] = [];
  const all = resources.map(asPulumi);
  for (const policy of asPolicies(asked)) {
    const report = (message: string) => void refusals.push({ policy: policy.name, message });
    if ("validateStack" in policy) {
      void policy.validateStack({ ...CONTEXT, resources: all }, report);
    } else if (typeof policy.validateResource === "function") {
      for (const each of all) void policy.validateResource(each, report);
    }
  }
  return refusals;
}

const CONTEXT = {
  stackTags: new Map<string, string>(),
  getConfig: <T extends object>() => ({}) as T,
  notApplicable: (): never => {
    throw new Error("no rule of ours says this");
  },
};

const NO_TIMEOUTS = { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 };

function asPulumi({
  type,
  name,
  inputs,
  provider,
  published,
}: Declared): ResourceValidationArgs & PolicyResource {
  const parent = published
    ? "urn:pulumi:test::punctual::punctual:clusters:Oke$kubernetes:kustomize/v2:Directory::calico"
    : undefined;
  return {
    ...CONTEXT,
    type,
    name,
    props: inputs,
    urn: `urn:pulumi:test::punctual::${type}::${name}`,
    opts: {
      protect: false,
      ignoreChanges: [],
      aliases: [],
      customTimeouts: NO_TIMEOUTS,
      additionalSecretOutputs: [],
      ...(parent && { parent }),
    },
    ...(provider && {
      provider: { type: "pulumi:providers:test", props: {}, urn: `urn:${provider}`, name: provider },
    }),
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
  };
}
