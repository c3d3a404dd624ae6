import { wrongContainers } from "../pods.ts";
import { at, items } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

export const noPrivileges: ResourceRule = {
  name: "no-privileges",
  description: "No container of ours has a right of root's, or can get one.",
  remedy:
    'Set securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } }, and neither privileged nor capabilities.add',
  check: (resource) =>
    wrongContainers(resource, (container) => {
      const context = at(container, "securityContext");
      const added = items(at(context, "capabilities", "add"));
      return [
        ...(at(context, "privileged") === true ? ["is privileged"] : []),
        ...(at(context, "allowPrivilegeEscalation") === false ? [] : ["may gain privileges"]),
        ...(items(at(context, "capabilities", "drop")).includes("ALL") ? [] : ["keeps capabilities"]),
        ...added.map((capability) => `adds the capability ${String(capability)}`),
      ];
    }),
};
