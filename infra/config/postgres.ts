import { z } from "zod";
import { storageSize } from "./kinds.ts";

const given = z
  .strictObject({ mode: z.literal("given") })
  .describe("a PostgreSQL that exists, Neon for instance, by the secret postgresUrl");

const cloudNativePg = z
  .strictObject({
    mode: z.literal("cloudnativepg"),
    instances: z.int().min(1).max(5).default(1).describe("one primary and its replicas"),
    storage: storageSize.default("10Gi").describe("disk of each instance"),
  })
  .describe("PostgreSQL in the cluster, by the CloudNativePG operator");

/** Where tasks are kept. */
export const postgresSchema = z.discriminatedUnion("mode", [given, cloudNativePg]);
/** Where tasks are kept. */
export type PostgresConfig = z.infer<typeof postgresSchema>;
