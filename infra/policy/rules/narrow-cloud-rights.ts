import { at, items, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

/** Azure's Owner, Contributor, User Access Administrator and Role Based Access Control Administrator. */
const AZURE_BROAD =
  /(8e3af657-a8ff-443c-a75c-2fe8c4bcb635|b24988ac-6180-42a0-ab88-20f7382dd24c|18d7d88d-d35e-4fb5-a5c3-7773c20a72d9|f58310d9-a9f6-439a-9e8d-f62e7b41a168)$/i;
const GOOGLE_BROAD =
  /^roles\/(owner|editor|iam\.securityAdmin|resourcemanager\.projectIamAdmin|container\.admin)$/;
const GOOGLE_EVERYBODY = new Set(["allUsers", "allAuthenticatedUsers"]);

export const narrowCloudRights: ResourceRule = {
  name: "narrow-cloud-rights",
  description: "In a cloud, too, each identity may do just what it is for.",
  remedy:
    "Give a role for the one task, on the one resource; in Oracle Cloud a condition (where …) that names the principal, and never all-resources",
  check: ({ type, inputs }) => {
    if (type === "azure-native:authorization:RoleAssignment") {
      return AZURE_BROAD.test(text(at(inputs, "roleDefinitionId")))
        ? ["gives a role that may change nearly everything"]
        : [];
    }
    if (/^gcp:.*(IAM|Iam)(Member|Binding)$/.test(type)) {
      const members = [text(at(inputs, "member")), ...items(at(inputs, "members")).map(String)];
      return [
        ...(GOOGLE_BROAD.test(text(at(inputs, "role"))) ? [`gives ${text(at(inputs, "role"))}`] : []),
        ...members.filter((each) => GOOGLE_EVERYBODY.has(each)).map((each) => `gives rights to ${each}`),
      ];
    }
    if (type === "redpanda:index/acl:Acl") {
      const [operation, kind, name] = ["operation", "resourceType", "resourceName"].map((key) =>
        text(at(inputs, key)),
      );
      return [
        ...(operation === "ALL" ? ["allows every operation"] : []),
        ...(kind === "TOPIC" && name === "*" ? ["gives rights to every topic"] : []),
        ...(kind === "CLUSTER" ? ["gives rights to the whole of Kafka"] : []),
      ];
    }
    if (type !== "oci:Identity/policy:Policy") return [];
    return items(at(inputs, "statements"))
      .map(String)
      .flatMap((statement) => [
        ...(/\b(manage|use) all-resources\b/i.test(statement) ? ["gives rights to all resources"] : []),
        ...(/^allow any-user\b/i.test(statement) && !/\bwhere\b/i.test(statement)
          ? ["gives rights to any user"]
          : []),
      ]);
  },
};
