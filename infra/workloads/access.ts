import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** Who may read which secrets. */
interface Grant {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/**
 * A ServiceAccount that may get the named secrets and nothing else. Its token is mounted, for daprd's Kubernetes secret
 * store dies at start without one.
 */
export function grantSecrets(
  { name, namespace, labels, secrets }: Grant,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.ServiceAccount {
  const metadata = { name, namespace, labels };
  const account = new k8s.core.v1.ServiceAccount(
    name,
    { metadata, automountServiceAccountToken: false },
    opts,
  );
  const role = new k8s.rbac.v1.Role(
    name,
    {
      metadata,
      rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: [...secrets], verbs: ["get"] }],
    },
    opts,
  );
  new k8s.rbac.v1.RoleBinding(
    name,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace }],
    },
    opts,
  );
  return account;
}
