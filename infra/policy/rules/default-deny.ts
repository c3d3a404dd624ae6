import { ourNamespaces } from "../pods.ts";
import { at, fields, items, kindOf, text } from "../read.ts";
import type { StackRule } from "../rule.ts";

export const defaultDeny: StackRule = {
  name: "default-deny",
  description: "Where our own workloads run, nobody talks to anybody unless a NetworkPolicy says so.",
  remedy: "Declare a NetworkPolicy there with podSelector: {}, policyTypes: [Ingress, Egress] and no rules",
  checkAll: (resources) => {
    const closed = resources
      .filter(({ type, inputs }) => kindOf(type)?.kind === "NetworkPolicy" && deniesAll(at(inputs, "spec")))
      .map(({ inputs }) => text(at(inputs, "metadata", "namespace")));
    return ourNamespaces(resources)
      .filter((name) => !closed.includes(name))
      .map((name) => `In the namespace ${name} all traffic is allowed that no NetworkPolicy names`);
  },
};

function deniesAll(spec: unknown): boolean {
  const all = ["matchLabels", "matchExpressions"].every(
    (key) => [...fields(at(spec, "podSelector", key)), ...items(at(spec, "podSelector", key))].length === 0,
  );
  const both = ["Ingress", "Egress"].every((direction) => items(at(spec, "policyTypes")).includes(direction));
  const nothing = ["ingress", "egress"].every((key) => items(at(spec, key)).length === 0);
  return all && both && nothing;
}
