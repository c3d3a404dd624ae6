import type * as pulumi from "@pulumi/pulumi";
import type { BackupConfig, PostgresConfig } from "../../config/postgres.ts";
import { backupSpec, RESTORED } from "./backup.ts";

interface Owner {
  /** Role that owns the database of the same name. */
  readonly owner: string;
  /** Its Secret, of type kubernetes.io/basic-auth. */
  readonly secret: pulumi.Input<string>;
}

/** `spec` of a CloudNativePG Cluster (postgresql.cnpg.io/v1; cloudnative-pg.io, "API Reference"). */
export function clusterSpec(
  {
    instances,
    storage,
    memory,
    image,
    parameters,
    backup,
  }: Extract<PostgresConfig, { mode: "cloudnativepg" }>,
  { owner, secret }: Owner,
) {
  return {
    instances,
    imageName: image,
    storage: { size: storage },
    resources: { requests: { cpu: "100m", memory }, limits: { memory } },
    enableSuperuserAccess: false,
    bootstrap: bootstrap(backup?.restore, { database: owner, owner, secret: { name: secret } }),
    ...(backup && backupSpec(backup)),
    managed: {
      // To make a role and a schema for each service (services/setup).
      roles: [
        { name: owner, ensure: "present", login: true, createrole: true, passwordSecret: { name: secret } },
      ],
    },
    postgresql: {
      parameters,
      // The operator's own rules come before, and let in passwords without TLS after.
      pg_hba: ["hostnossl all all all reject"],
    },
    // A single instance could never be moved from its node otherwise.
    enablePDB: instances > 1,
  };
}

/** An empty database, or one from backups whose owner gets the same password. */
function bootstrap(restore: BackupConfig["restore"], database: object) {
  if (!restore) return { initdb: database };
  const until = restore.at && { recoveryTarget: { targetTime: restore.at } };
  return { recovery: { source: RESTORED, ...database, ...until } };
}
