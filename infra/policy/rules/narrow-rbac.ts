import { at, items, kindOf, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

/** Roles that come with Kubernetes and may do nearly everything. */
const BROAD = new Set(["cluster-admin", "admin", "edit"]);
/** Rights to get more rights (Kubernetes documentation, "RBAC good practices"). */
const ESCALATING = new Set(["escalate", "bind", "impersonate"]);
const EVERYBODY = new Set(["system:anonymous", "system:unauthenticated", "system:authenticated"]);

export const narrowRbac: ResourceRule = {
  name: "narrow-rbac",
  description: "A role of ours names what it may do, and reads just the secrets that it names.",
  remedy:
    "Name the API groups, resources and verbs that are needed, and for secrets resourceNames; bind a role of your own instead of one that comes with Kubernetes",
  check: ({ type, inputs, published }) => {
    const kind = kindOf(type)?.kind ?? "";
    if (published) return [];
    if (kind === "Role" || kind === "ClusterRole") return items(at(inputs, "rules")).flatMap(wrongRule);
    if (kind !== "RoleBinding" && kind !== "ClusterRoleBinding") return [];
    const role = text(at(inputs, "roleRef", "name"));
    return [
      ...(BROAD.has(role) ? [`gives the role ${role}`] : []),
      ...items(at(inputs, "subjects"))
        .map((subject) => text(at(subject, "name")))
        .filter((name) => EVERYBODY.has(name))
        .map((name) => `gives rights to ${name}`),
    ];
  },
};

function wrongRule(rule: unknown): string[] {
  const list = (key: string) => items(at(rule, key)).map(String);
  const verbs = list("verbs");
  const wild = ["apiGroups", "resources", "verbs", "nonResourceURLs"].filter((key) =>
    list(key).includes("*"),
  );
  const secrets = list("resources").includes("secrets") && list("resourceNames").length === 0;
  return [
    ...wild.map((key) => `allows every one of ${key}`),
    ...(secrets ? ["may read every secret of its namespace"] : []),
    ...verbs.filter((verb) => ESCALATING.has(verb)).map((verb) => `may ${verb}, and so get any right`),
  ];
}
