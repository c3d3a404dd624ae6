import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { BackupConfig } from "../../config/postgres.ts";
import type { PlatformContext } from "../context.ts";
import { createSecret } from "../create-secret.ts";
import { installChart } from "../release.ts";
import { OPERATOR_NAMESPACE } from "./operator.ts";

/** CloudNativePG's plugin that writes to object stores by Barman Cloud. */
const PLUGIN = "barman-cloud.cloudnative-pg.io";
const STORE = "backups";
const CREDENTIALS = "backup-store";

/** What backups need to be there. */
interface BackupArgs {
  readonly namespace: string;
  /** Secret of `keyId`. */
  readonly key: string;
  /** Namespaces, operator and cert-manager. */
  readonly dependsOn: pulumi.Resource[];
}

/**
 * The plugin, and the store that it writes to.
 *
 * @returns what the Cluster depends on
 */
export function backupStore(
  config: BackupConfig,
  { namespace, key, dependsOn }: BackupArgs,
  context: PlatformContext,
): pulumi.Resource[] {
  const { labels, opts } = context;
  const plugin = installChart(
    {
      chart: "barman-cloud",
      // The operator finds plugins beside itself alone.
      namespace: OPERATOR_NAMESPACE,
      values: { resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "256Mi" } } },
      dependsOn,
    },
    context,
  );
  const credentials = createSecret(
    CREDENTIALS,
    { id: config.keyId, key },
    { namespace, labels, opts: { ...opts, dependsOn } },
  );
  const store = new k8s.apiextensions.CustomResource(
    "postgres-backups",
    {
      apiVersion: "barmancloud.cnpg.io/v1",
      kind: "ObjectStore",
      metadata: { name: STORE, namespace, labels },
      spec: {
        retentionPolicy: `${config.retentionDays}d`,
        configuration: {
          destinationPath: config.destination,
          ...(config.endpoint && { endpointURL: config.endpoint }),
          ...storeCredentials(config.destination),
          wal: { compression: "gzip" },
          data: { compression: "gzip" },
        },
        instanceSidecarConfiguration: {
          resources: { requests: { cpu: "20m", memory: "128Mi" }, limits: { memory: "512Mi" } },
          // Stores other than Amazon's don't know the checksums that its SDK has sent since 2025.
          env: [
            { name: "AWS_REQUEST_CHECKSUM_CALCULATION", value: "when_required" },
            { name: "AWS_RESPONSE_CHECKSUM_VALIDATION", value: "when_required" },
          ],
        },
      },
    },
    { ...opts, dependsOn: [plugin, credentials] },
  );
  return [store];
}

function storeCredentials(destination: string) {
  const [id, key] = ["id", "key"].map((each) => ({ name: CREDENTIALS, key: each }));
  return destination.startsWith("s3:")
    ? { s3Credentials: { accessKeyId: id, secretAccessKey: key } }
    : { azureCredentials: { storageAccount: id, storageKey: key } };
}

/** The part of a Cluster's `spec` that has it archive its log, and start from backups where it is to. */
export function backupSpec({ serverName, restore }: BackupConfig) {
  const plugin = (server: string) => ({
    name: PLUGIN,
    parameters: { barmanObjectName: STORE, serverName: server },
  });
  return {
    plugins: [{ ...plugin(serverName), isWALArchiver: true }],
    ...(restore && { externalClusters: [{ name: RESTORED, plugin: plugin(restore.serverName) }] }),
  };
}

/** The external cluster that a restored one starts from. */
export const RESTORED = "restored";

/** Takes whole backups of a Cluster, the first at once. */
export function scheduleBackups(
  { schedule }: BackupConfig,
  cluster: k8s.apiextensions.CustomResource,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  { labels, opts }: PlatformContext,
): void {
  new k8s.apiextensions.CustomResource(
    "postgres-backup-schedule",
    {
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "ScheduledBackup",
      metadata: { name, namespace, labels },
      spec: {
        schedule,
        immediate: true,
        backupOwnerReference: "cluster",
        cluster: { name },
        method: "plugin",
        pluginConfiguration: { name: PLUGIN },
      },
    },
    { ...opts, dependsOn: [cluster] },
  );
}
