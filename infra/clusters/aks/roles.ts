import { RoleAssignment } from "@pulumi/azure-native/authorization/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Azure } from "./azure.ts";

/** Azure's built-in roles that are given, by their ids (Azure built-in roles, Microsoft Learn). */
const ROLES = {
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  acrPush: "8311e382-0749-4cb8-b61a-304f252e45ec",
  clusterAdmin: "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
  clusterUser: "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
  managedIdentityOperator: "f1a07417-d97a-45cb-824c-7a7467783830",
  networkContributor: "4d97b98b-1d4f-4787-a291-c67834d212e7",
  vaultSecretsOfficer: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
  vaultSecretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
} as const;

/** A built-in role. */
export type Role = keyof typeof ROLES;

/** Who may do what, where. */
export interface Assignment {
  readonly role: Role;
  /** Object id in Entra. */
  readonly to: pulumi.Input<string>;
  readonly type: "ServicePrincipal" | "Group";
  /** Id of a resource, or of a resource group. */
  readonly scope: pulumi.Input<string>;
}

/** Gives a role. The principal's type is stated, as a principal made a moment ago isn't known everywhere in Entra yet. */
export function assign(name: string, { role, to, type, scope }: Assignment, azure: Azure): RoleAssignment {
  return new RoleAssignment(
    name,
    {
      roleDefinitionId: `/subscriptions/${azure.config.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role]}`,
      principalId: to,
      principalType: type,
      scope,
    },
    azure.opts,
  );
}
