import { podOf, wrongContainers } from "../pods.ts";
import { at, items, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

export const noHostAccess: ResourceRule = {
  name: "no-host-access",
  description: "No workload of ours sees its node: not its network, processes or files.",
  remedy:
    "Leave out hostNetwork, hostPID, hostIPC, hostPort and hostPath: a Service and an emptyDir do instead",
  check: (resource) => {
    const pod = podOf(resource);
    if (!pod) return [];
    const shared = ["hostNetwork", "hostPID", "hostIPC"].filter((key) => at(pod.spec, key) === true);
    const mounted = items(at(pod.spec, "volumes")).filter((volume) => at(volume, "hostPath") !== undefined);
    return [
      ...shared.map((key) => `asks for ${key}`),
      ...mounted.map((volume) => `mounts a folder of its node as "${text(at(volume, "name"))}"`),
      ...wrongContainers(resource, (container) =>
        items(at(container, "ports"))
          .filter((port) => at(port, "hostPort") !== undefined)
          .map((port) => `listens on its node's port ${String(at(port, "hostPort"))}`),
      ),
    ];
  },
};
