import { at, items, kindOf, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

export const daprDeniesByDefault: ResourceRule = {
  name: "dapr-denies-by-default",
  description: "A service may call, read and subscribe to just what dapr/ names it for.",
  remedy:
    "Set accessControl.defaultAction: deny in a Configuration (with the callers as policies), and scopes in a Component or Subscription",
  check: ({ type, inputs }) => {
    const { group, kind } = kindOf(type) ?? {};
    if (group !== "dapr.io") return [];
    if (kind === "Configuration") {
      const denies = text(at(inputs, "spec", "accessControl", "defaultAction")) === "deny";
      return denies ? [] : ["lets every service call every other"];
    }
    if (kind !== "Component" && kind !== "Subscription") return [];
    // Every sidecar reads its own components' secrets through the store; its Role and its Configuration say which.
    if (text(at(inputs, "spec", "type")).startsWith("secretstores.")) return [];
    return items(at(inputs, "scopes")).length > 0 ? [] : ["is every service's, as it has no scopes"];
  },
};
