import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { only, stringsOf } from "../support/find.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:postgresBackupKey": "a-key-of-the-store",
  "punctual:postgres": JSON.stringify({
    mode: "cloudnativepg",
    instances: 3,
    backup: {
      destination: "s3://bucket/punctual",
      endpoint: "https://storage.googleapis.com",
      keyId: "an-id",
      retentionDays: 30,
      serverName: "second",
      restore: { serverName: "first", at: "2026-11-23T09:00:00Z" },
    },
  }),
}));
const cluster = only(resources, "kubernetes:postgresql.cnpg.io/v1:Cluster", "postgres");
const store = only(resources, "kubernetes:barmancloud.cnpg.io/v1:ObjectStore", "postgres-backups");
const release = "kubernetes:helm.sh/v3:Release barman-cloud";

test("the plugin stands beside the operator, with certificates of cert-manager's", () => {
  const { inputs, dependsOn } = only(resources, "kubernetes:helm.sh/v3:Release", "barman-cloud");
  expect(inputs.namespace).toBe("cnpg-system");
  expect(dependsOn).toEqual(
    expect.arrayContaining([
      "kubernetes:helm.sh/v3:Release cloudnativepg",
      "kubernetes:helm.sh/v3:Release cert-manager",
    ]),
  );
  expect(store.dependsOn).toContain(release);
  expect(cluster.dependsOn).toContain("kubernetes:barmancloud.cnpg.io/v1:ObjectStore postgres-backups");
});

test("the store is written to by the key given, which stays a secret", () => {
  const credentials = only(resources, "kubernetes:core/v1:Secret", "backup-store");
  expect(stringsOf(credentials)).toEqual({ id: "an-id", key: "a-key-of-the-store" });
  expect(credentials.secretInputs).toContain("stringData");
  expect(store.inputs.spec).toMatchObject({
    retentionPolicy: "30d",
    configuration: {
      destinationPath: "s3://bucket/punctual",
      endpointURL: "https://storage.googleapis.com",
      s3Credentials: {
        accessKeyId: { name: "backup-store", key: "id" },
        secretAccessKey: { name: "backup-store", key: "key" },
      },
    },
  });
});

test("every change is archived, and a whole backup taken each night, the first at once", () => {
  expect(cluster.inputs.spec).toMatchObject({
    plugins: [{ isWALArchiver: true, parameters: { barmanObjectName: "backups", serverName: "second" } }],
  });
  const { inputs, dependsOn } = only(
    resources,
    "kubernetes:postgresql.cnpg.io/v1:ScheduledBackup",
    "postgres-backup-schedule",
  );
  expect(inputs.spec).toMatchObject({
    schedule: "0 0 3 * * *",
    immediate: true,
    cluster: { name: "postgres" },
  });
  expect(dependsOn).toContain("kubernetes:postgresql.cnpg.io/v1:Cluster postgres");
});

test("a restored database starts from another's backups, with the owner's password of this stack", () => {
  const { bootstrap, externalClusters } = cluster.inputs.spec as Record<string, unknown>;
  expect(bootstrap).toEqual({
    recovery: {
      source: "restored",
      database: "punctual",
      owner: "punctual",
      secret: { name: "postgres-owner" },
      recoveryTarget: { targetTime: "2026-11-23T09:00:00Z" },
    },
  });
  expect(externalClusters).toMatchObject([
    { name: "restored", plugin: { parameters: { barmanObjectName: "backups", serverName: "first" } } },
  ]);
});

test("several instances are drained one at a time", () => {
  expect(cluster.inputs.spec).toMatchObject({ instances: 3, enablePDB: true });
});
