import { z } from "zod";
import { memorySize, pem, storageSize } from "./kinds.ts";

const given = z
  .strictObject({
    mode: z.literal("given"),
    caCert: pem("CERTIFICATE").optional().describe("CA of the server, unless a public one signed it"),
  })
  .describe("a PostgreSQL that exists, Neon for instance, by the secret postgresUrl");

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
  })
  .describe("PostgreSQL in the cluster, by the CloudNativePG operator");

/** Where tasks are kept. */
export const postgresSchema = z.discriminatedUnion("mode", [given, cloudNativePg]);
/** Where tasks are kept. */
export type PostgresConfig = z.infer<typeof postgresSchema>;
