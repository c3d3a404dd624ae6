import { z } from "zod";
import { hostAndPort, memorySize, pem, storageSize } from "./kinds.ts";

const given = z
  .strictObject({
    mode: z.literal("given"),
    brokers: z.array(hostAndPort).min(1).describe("bootstrap servers, each host:port"),
    username: z.string().min(1).describe("SASL user; its password is the secret kafkaPassword"),
    saslMechanism: z.enum(["SHA-512", "SHA-256"]).default("SHA-512").describe("SCRAM's hash"),
    caCert: pem("CERTIFICATE").optional().describe("CA of the brokers, unless a public one signed them"),
    replicationFactor: z.int().min(1).max(7).default(3).describe("replicas of each topic"),
  })
  .describe("a Kafka that exists, Redpanda Cloud for instance, by its credentials");

const redpanda = z
  .strictObject({
    mode: z.literal("redpanda"),
    replicas: z.int().min(1).max(5).default(1).describe("brokers"),
    storage: storageSize.default("10Gi").describe("disk of each broker"),
    memory: memorySize.default("1536Mi").describe("memory of each broker; at least 2560Mi for production"),
  })
  .describe("Redpanda in the cluster");

const strimzi = z
  .strictObject({
    mode: z.literal("strimzi"),
    replicas: z.int().min(1).max(5).default(3).describe("brokers"),
    storage: storageSize.default("20Gi").describe("disk of each broker"),
    memory: memorySize.default("2Gi").describe("memory of each broker; half of it for the JVM's heap"),
  })
  .describe("Apache Kafka in the cluster, by the Strimzi operator");

const cloudName = (form: RegExp) =>
  z.string().regex(form, "must be letters, digits and dashes").default("punctual");

const redpandaCloud = z
  .strictObject({
    mode: z.literal("redpanda-cloud"),
    region: z.string().min(1).describe("Redpanda Cloud's region, near the cluster, such as eu-west-1"),
    resourceGroup: cloudName(/^[a-zA-Z0-9-]{1,253}$/).describe(
      "resource group in Redpanda Cloud, made for it",
    ),
    name: cloudName(/^[A-Za-z0-9-]{3,128}$/).describe("name of the cluster"),
    deletionProtection: z.boolean().default(true).describe("refuse to destroy the cluster and its events"),
  })
  .describe("a serverless Redpanda Cloud cluster that this stack creates");

/** Where events go. */
export const kafkaSchema = z.discriminatedUnion("mode", [given, redpanda, strimzi, redpandaCloud]);
/** Where events go. */
export type KafkaConfig = z.infer<typeof kafkaSchema>;
