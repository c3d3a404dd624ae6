import { z } from "zod";

// The keys of the secret kafka-credentials, as Dapr's component reads them: what one takes, the other must mean too.
const fields = z.object({
  KAFKA_BROKERS: z
    .string()
    .transform((list) => list.split(",").map((broker) => broker.trim()))
    .pipe(
      z.array(
        z.string().regex(/^[^\s:]+:\d+$|^\[[^\s\]]+\]:\d+$/, "must be host:port, or several with commas"),
      ),
    )
    .describe("addresses of brokers to begin with"),
  KAFKA_AUTH_TYPE: z.enum(["none", "password"]).describe("how we show the brokers who we are"),
  KAFKA_SASL_MECHANISM: z
    .enum(["SHA-512", "SHA-256", "PLAIN", "PLAINTEXT", ""])
    .describe("how a password is shown; empty is PLAIN"),
  KAFKA_USERNAME: z.string().describe("user of authType password, else empty"),
  KAFKA_PASSWORD: z.string().describe("password of authType password, else empty"),
  KAFKA_DISABLE_TLS: z.enum(["true", "false"]).describe("whether connections are in the clear"),
  KAFKA_CA_CERT: z
    .string()
    .refine((pem) => pem.trim() === "" || pem.includes("-----BEGIN CERTIFICATE-----"), "must be PEM")
    .describe("authority that signed the brokers' certificates, as PEM; empty for a public one"),
});

/** How to reach Kafka, by environment. */
export const kafkaEnv = fields
  .refine((given) => given.KAFKA_AUTH_TYPE === "none" || given.KAFKA_USERNAME !== "", {
    path: ["KAFKA_USERNAME"],
    error: "is empty, which authType password doesn't allow",
  })
  .refine((given) => given.KAFKA_AUTH_TYPE === "none" || given.KAFKA_PASSWORD !== "", {
    path: ["KAFKA_PASSWORD"],
    error: "is empty, which authType password doesn't allow",
  })
  .refine((given) => given.KAFKA_AUTH_TYPE === "password" || given.KAFKA_DISABLE_TLS === "true", {
    path: ["KAFKA_DISABLE_TLS"],
    error: "must be true with authType none: Dapr uses no TLS then, whatever it says",
  });
/** How to reach Kafka. */
export type KafkaConfig = z.infer<typeof kafkaEnv>;
