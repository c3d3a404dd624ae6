import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PostgresConfig } from "../../config/postgres.ts";
import { admitOnly } from "../admit.ts";
import type { PlatformContext } from "../context.ts";
import { createSecret } from "../create-secret.ts";
import { derivePassword } from "../derive.ts";
import type { Foundation } from "../foundation.ts";
import { createNamespace } from "../namespaces.ts";
import { readSecret } from "../read-secret.ts";
import { backupStore, scheduleBackups } from "./backup.ts";
import { verifiedByCa } from "./ca.ts";
import { clusterSpec } from "./cluster-spec.ts";
import { installOperator, OPERATOR_NAMESPACE, STATUS_PORT } from "./operator.ts";
import type { Postgres } from "./postgres.ts";

const NAMESPACE = "postgres";
const NAME = "postgres";
/** Owner of the services' database, and the database's name. */
const OWNER = "punctual";
const PORT = 5432;
const METRICS_PORT = 9187;

/** The secrets of the stack that PostgreSQL in the cluster needs. */
interface Keys {
  readonly masterKey: string;
  /** Of the backups' store; empty where there is none. */
  readonly backup: string;
}

/** PostgreSQL in the cluster, by the CloudNativePG operator, with certificates of an authority of its own. */
export function cloudNativePg(
  config: Extract<PostgresConfig, { mode: "cloudnativepg" }>,
  { masterKey, backup: key }: Keys,
  { certManager, monitoring }: Foundation,
  context: PlatformContext,
): Postgres {
  const { labels, opts } = context;
  const operator = installOperator(monitoring, context);
  const namespace = createNamespace(NAMESPACE, "restricted", context);
  const inside: PlatformContext = { ...context, opts: { ...opts, dependsOn: [namespace] } };
  const metadata = { name: NAME, namespace: NAMESPACE, labels };
  const password = derivePassword(masterKey, `postgres/${OWNER}`);

  const owner = createSecret(
    "postgres-owner",
    { username: OWNER, password },
    // The operator takes up a new password at once.
    { ...inside, namespace: NAMESPACE, labels: { ...labels, "cnpg.io/reload": "true" } },
    "kubernetes.io/basic-auth",
  );
  const guests = admitOnly(
    NAMESPACE,
    [
      { namespace: context.namespace, ports: [PORT] },
      { namespace: OPERATOR_NAMESPACE, ports: [PORT, STATUS_PORT] },
      ...(monitoring.namespace ? [{ namespace: monitoring.namespace, ports: [METRICS_PORT] }] : []),
    ],
    inside,
  );
  const store = config.backup
    ? backupStore(
        config.backup,
        { namespace: NAMESPACE, key, dependsOn: [namespace, operator, ...certManager] },
        context,
      )
    : [];
  const cluster = new k8s.apiextensions.CustomResource(
    "postgres",
    {
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "Cluster",
      metadata: {
        ...metadata,
        annotations: {
          // The owner's right to make roles comes a moment after the first start.
          "pulumi.com/waitFor": JSON.stringify([
            "condition=Ready",
            `jsonpath={.status.managedRolesStatus.byStatus.reconciled[0]}=${OWNER}`,
          ]),
        },
      },
      spec: clusterSpec(config, { owner: OWNER, secret: owner.metadata.name }),
    },
    {
      ...opts,
      dependsOn: [operator, namespace, guests, ...store],
      customTimeouts: { create: "15m", update: "30m" },
    },
  );
  if (config.backup) scheduleBackups(config.backup, cluster, { name: NAME, namespace: NAMESPACE }, context);
  if (monitoring.monitors) {
    new k8s.apiextensions.CustomResource(
      "postgres-monitor",
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PodMonitor",
        metadata,
        spec: {
          selector: { matchLabels: { "cnpg.io/cluster": NAME } },
          podMetricsEndpoints: [{ port: "metrics", interval: "30s" }],
        },
      },
      { ...opts, dependsOn: [namespace, ...monitoring.ready] },
    );
  }
  const dsn = `postgres://${OWNER}:${password}@${NAME}-rw.${NAMESPACE}.svc:${PORT}/${OWNER}`;
  return {
    adminUrl: pulumi.secret(verifiedByCa(dsn)),
    caCert: readSecret({ namespace: NAMESPACE, secret: `${NAME}-ca`, key: "ca.crt" }, cluster, opts),
    port: PORT,
    ready: [cluster],
  };
}
