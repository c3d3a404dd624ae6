import type * as pulumi from "@pulumi/pulumi";
import { type Azure, groupId } from "./azure.ts";
import { assign, type Role } from "./roles.ts";

/** Administer the cluster, get a kubeconfig, push images, write secrets. */
const ROLES: readonly Role[] = ["clusterAdmin", "clusterUser", "acrPush", "vaultSecretsOfficer"];

/**
 * What members of the administrators' groups may do. Given for the resource group, not for each resource, so that no lock
 * keeps it from being taken away.
 */
export function admitAdmins(azure: Azure): pulumi.Resource[] {
  return azure.config.adminGroupObjectIds.flatMap((to) =>
    ROLES.map((role) =>
      assign(`admins-${role}-${to}`, { role, to, type: "Group", scope: groupId(azure) }, azure),
    ),
  );
}
