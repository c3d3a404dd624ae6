import { ourNamespaces } from "../pods.ts";
import { at, kindOf, text } from "../read.ts";
import type { StackRule } from "../rule.ts";

const ENFORCE = "pod-security.kubernetes.io/enforce";

export const restrictedWorkloads: StackRule = {
  name: "restricted-workloads",
  description: "Our own workloads run only where Pod Security's restricted level is enforced.",
  remedy: `Declare their namespace in this stack, labelled ${ENFORCE}: restricted`,
  checkAll: (resources) => {
    const restricted = resources
      .filter(({ type }) => kindOf(type)?.kind === "Namespace")
      .filter(({ inputs }) => at(inputs, "metadata", "labels", ENFORCE) === "restricted")
      .map(({ inputs }) => text(at(inputs, "metadata", "name")));
    return ourNamespaces(resources)
      .filter((name) => !restricted.includes(name))
      .map((name) => `Workloads run in the namespace ${name}, which doesn't enforce the restricted level`);
  },
};
