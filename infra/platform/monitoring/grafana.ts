import { createHmac } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../context.ts";
import { createSecret } from "../create-secret.ts";
import { derivePassword } from "../derive.ts";
import { DASHBOARD_LABEL, FOLDER_ANNOTATION } from "./dashboards.ts";
import { MONITORING_NAMESPACE } from "./namespaces.ts";

/** Name of Grafana's Service, port 80, and of the Secret that its chart makes when it is given no password. */
const NAME = "grafana";
const ADMIN_SECRET = "grafana-admin";
/** Keys of the Secret: those that the chart itself would use. */
const USER_KEY = "admin-user";
const PASSWORD_KEY = "admin-password";
/** What Grafana's sidecars may read. */
const READER = "grafana-dashboards";

/** A datasource of Grafana, as its provisioning files have it. */
export type Datasource = Readonly<Record<string, unknown>>;

/** The password of Grafana's administrator, where the stack knows it. */
export interface GrafanaAdmin {
  readonly secret: k8s.core.v1.Secret;
  /** Changes when the password does; tells nothing of it. */
  readonly version: string;
}

/** Makes the Secret with the administrator's password, derived from the master key. */
export function grafanaAdmin(
  masterKey: string,
  namespace: pulumi.Input<string>,
  { labels, opts }: PlatformContext,
): GrafanaAdmin {
  const password = derivePassword(masterKey, "grafana-admin");
  const secret = createSecret(
    ADMIN_SECRET,
    { [USER_KEY]: "admin", [PASSWORD_KEY]: password },
    { namespace, labels, opts },
    "Opaque",
  );
  return { secret, version: createHmac("sha256", masterKey).update(password).digest("hex").slice(0, 16) };
}

/**
 * Lets Grafana's sidecars find dashboards in every namespace. The chart's own role would let them read every Secret too.
 */
export function dashboardReader({ labels, opts }: PlatformContext): k8s.rbac.v1.ClusterRole {
  return new k8s.rbac.v1.ClusterRole(
    READER,
    {
      metadata: { name: READER, labels },
      rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] }],
    },
    opts,
  );
}

/**
 * Values of Grafana, which comes with kube-prometheus-stack. It keeps nothing of its own, so that a new password takes
 * hold and what is shown is what the repository says: dashboards are ConfigMaps with the label `grafana_dashboard`.
 *
 * @param admin undefined: the chart makes up a password and keeps it in a Secret
 */
export function grafanaValues(
  admin: GrafanaAdmin | undefined,
  datasources: readonly Datasource[],
): Record<string, unknown> {
  return {
    fullnameOverride: NAME,
    ...(admin && {
      admin: { existingSecret: ADMIN_SECRET, userKey: USER_KEY, passwordKey: PASSWORD_KEY },
      podAnnotations: { "punctual/secrets-version": admin.version },
    }),
    rbac: { useExistingClusterRole: READER },
    sidecar: {
      resources: { requests: { cpu: "10m", memory: "96Mi" }, limits: { memory: "192Mi" } },
      dashboards: {
        enabled: true,
        label: DASHBOARD_LABEL.key,
        labelValue: DASHBOARD_LABEL.value,
        searchNamespace: "ALL",
        resource: "configmap",
        folderAnnotation: FOLDER_ANNOTATION,
        provider: { foldersFromFilesStructure: true },
      },
      datasources: { enabled: true, resource: "configmap" },
    },
    additionalDataSources: datasources,
    defaultDashboardsTimezone: "browser",
    testFramework: { enabled: false },
    "grafana.ini": {
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
      security: { disable_gravatar: true, cookie_samesite: "strict" },
    },
    resources: { requests: { cpu: "50m", memory: "192Mi" }, limits: { memory: "512Mi" } },
  };
}

/** How a person opens Grafana. */
export function howToOpen(admin: GrafanaAdmin | undefined): string {
  const secret = admin ? ADMIN_SECRET : NAME;
  return [
    `kubectl -n ${MONITORING_NAMESPACE} port-forward svc/${NAME} 3000:80`,
    "then http://127.0.0.1:3000 as admin with the password of",
    `kubectl -n ${MONITORING_NAMESPACE} get secret ${secret} -o jsonpath='{.data.${PASSWORD_KEY}}' | base64 -d`,
  ].join("\n");
}
