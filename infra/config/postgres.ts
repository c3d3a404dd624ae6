import { z } from "zod";
import { label, memorySize, pem, storageSize } from "./kinds.ts";

const given = z
  .strictObject({
    mode: z.literal("given"),
    caCert: pem("CERTIFICATE").optional().describe("CA of the server, unless a public one signed it"),
  })
  .describe("a PostgreSQL that exists, Neon for instance, by the secret postgresUrl");

const serverName = label.describe("folder of a database's backups in the store");

const backup = z
  .strictObject({
    destination: z
      .string()
      .regex(
        /^(s3:\/\/[a-z0-9][a-z0-9.-]+(\/.*)?|https:\/\/[a-z0-9]+\.blob\.core\.windows\.net\/.+)$/,
        "must be s3://BUCKET/PATH or https://ACCOUNT.blob.core.windows.net/CONTAINER",
      )
      .describe("a bucket of any store that speaks S3, or a container of Azure's"),
    endpoint: z
      .url({ protocol: /^https$/, error: "must be an https:// address" })
      .optional()
      .describe("the store's address where it isn't Amazon's or Azure's"),
    keyId: z.string().min(1).describe("access key (S3) or account (Azure); its secret is postgresBackupKey"),
    schedule: z
      .string()
      .regex(/^(\S+ ){5}\S+$/, "must have six fields, seconds first, such as 0 0 3 * * *")
      .default("0 0 3 * * *")
      .describe("when a whole backup is taken, in UTC, seconds first; changes are archived all the time"),
    retentionDays: z.int().min(1).max(365).default(14).describe("how far back one can restore"),
    serverName: serverName.default("postgres"),
    restore: z
      .strictObject({
        serverName: serverName.describe("folder of the backups to start from"),
        at: z.iso
          .datetime({ offset: true, error: "must be an instant such as 2026-11-23T09:00:00Z" })
          .optional()
          .describe("the instant to go back to; default: as late as possible"),
      })
      .optional()
      .describe("start from backups; counts only when the database is made"),
  })
  .refine(({ serverName: own, restore }) => own !== restore?.serverName, {
    path: ["serverName"],
    error: "must be another than restore.serverName: a restored database doesn't write over its source",
  });
/** Where PostgreSQL's backups go, and what it may start from. */
export type BackupConfig = z.infer<typeof backup>;

const cloudNativePg = z
  .strictObject({
    mode: z.literal("cloudnativepg"),
    instances: z.int().min(1).max(5).default(1).describe("one primary and its replicas"),
    storage: storageSize.default("10Gi").describe("disk of each instance"),
    memory: memorySize.default("512Mi").describe("memory of each instance"),
    parameters: z
      .record(z.string(), z.string())
      .default({})
      .describe("of postgresql.conf, each value as text, such as shared_buffers: 1GB"),
    image: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._/:-]*:[1-9][0-9]*\.[\w.@:-]+$/,
        "must be an image with PostgreSQL's full version",
      )
      .default("ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie")
      .describe("PostgreSQL for CloudNativePG, from a mirror for instance"),
    backup: backup.optional().describe("to an object store; absent: none"),
  })
  .describe("PostgreSQL in the cluster, by the CloudNativePG operator");

/** Where tasks are kept. */
export const postgresSchema = z.discriminatedUnion("mode", [given, cloudNativePg]);
/** Where tasks are kept. */
export type PostgresConfig = z.infer<typeof postgresSchema>;
