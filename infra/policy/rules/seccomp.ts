import { wrongContainers } from "../pods.ts";
import { at, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

export const seccomp: ResourceRule = {
  name: "seccomp",
  description: "Every container of ours is kept from the system calls that nothing of ours needs.",
  remedy: "Set seccompProfile: { type: RuntimeDefault } in the pod's securityContext",
  check: (resource) =>
    wrongContainers(resource, (container, pod) => {
      const profile =
        at(container, "securityContext", "seccompProfile", "type") ??
        at(pod.spec, "securityContext", "seccompProfile", "type");
      return ["RuntimeDefault", "Localhost"].includes(text(profile)) ? [] : ["may make every system call"];
    }),
};
