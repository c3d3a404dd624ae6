import { AGENTS_NAMESPACE } from "../../platform/monitoring/namespaces.ts";
import { at, kindOf, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

const ENFORCE = "pod-security.kubernetes.io/enforce";
/** Whose pods need their node. */
const PRIVILEGED = new Set<string>([AGENTS_NAMESPACE]);

export const podSecurityLabels: ResourceRule = {
  name: "pod-security-labels",
  description: "Every namespace enforces a level of the Pod Security Standards.",
  remedy: `Label the namespace ${ENFORCE}: restricted (baseline for a chart that can do no better; privileged only for ${[...PRIVILEGED].join(", ")})`,
  check: ({ type, inputs }) => {
    const found = kindOf(type);
    if (found?.kind !== "Namespace" || found.group !== "core") return [];
    const level = text(at(inputs, "metadata", "labels", ENFORCE));
    const name = text(at(inputs, "metadata", "name"));
    if (level === "restricted" || level === "baseline") return [];
    if (level === "privileged" && PRIVILEGED.has(name)) return [];
    return [level === "" ? "lets every pod in" : `lets in pods of the level "${level}"`];
  },
};
