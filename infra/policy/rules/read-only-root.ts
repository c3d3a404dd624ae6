import { wrongContainers } from "../pods.ts";
import { at } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

export const readOnlyRoot: ResourceRule = {
  name: "read-only-root",
  description: "No container of ours can change its own program.",
  remedy: "Set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where it has to write",
  check: (resource) =>
    wrongContainers(resource, (container) =>
      at(container, "securityContext", "readOnlyRootFilesystem") === true
        ? []
        : ["can write to its root file system"],
    ),
};
