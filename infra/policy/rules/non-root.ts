import { wrongContainers } from "../pods.ts";
import { at } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

export const nonRoot: ResourceRule = {
  name: "non-root",
  description: "No container of ours runs as root.",
  remedy: "Set runAsNonRoot: true and a runAsUser other than 0 in the pod's securityContext",
  check: (resource) =>
    wrongContainers(resource, (container, pod) => {
      const said = (key: string) =>
        at(container, "securityContext", key) ?? at(pod.spec, "securityContext", key);
      return [
        ...(said("runAsNonRoot") === true ? [] : ["may run as root"]),
        ...(said("runAsUser") === 0 ? ["runs as user 0"] : []),
      ];
    }),
};
