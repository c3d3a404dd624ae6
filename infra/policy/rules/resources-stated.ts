import { wrongContainers } from "../pods.ts";
import { at } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

const NEEDED = [
  ["requests", "cpu"],
  ["requests", "memory"],
  ["limits", "memory"],
  ["limits", "ephemeral-storage"],
] as const;

export const resourcesStated: ResourceRule = {
  name: "resources-stated",
  description:
    "Every container says what it needs, and can't take its node's memory or disk from the others.",
  remedy:
    "Give each container requests of cpu and memory, and limits of memory and ephemeral-storage (not of cpu: that would make it late)",
  check: (resource) =>
    wrongContainers(resource, (container) =>
      NEEDED.filter((path) => at(container, "resources", ...path) === undefined).map(
        ([kind, of]) => `states no ${kind} of ${of}`,
      ),
    ),
};
