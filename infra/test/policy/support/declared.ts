import type { Recorded } from "../../../plan/record.ts";
import type { Declared } from "../../../policy/rule.ts";

/** A recorded resource as the policy pack sees it. */
export function asDeclared({ type, name, inputs, provider, custom }: Recorded): Declared {
  return {
    type,
    name,
    inputs,
    provider: providerOf(type, provider, custom),
    // A plan doesn't look into what others publish.
    published: false,
  };
}

/** `urn:…::NAME::ID` to NAME; what names no provider would be given Pulumi's own. */
function providerOf(type: string, provider: string, custom: boolean): string | undefined {
  if (!custom || type.startsWith("pulumi:")) return undefined;
  return provider === "" ? "default" : provider.split("::").at(-2);
}
