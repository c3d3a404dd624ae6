import { baseEnv, readConfig } from "@punctual/service-kit/config";
import { z } from "zod";
import { kafkaEnv } from "./kafka/config.ts";

const env = kafkaEnv.safeExtend({
  KAFKA_REPLICATION_FACTOR: z.coerce
    .number()
    .int()
    .min(1)
    .describe("brokers that keep a copy of a new topic"),
  LOG_LEVEL: baseEnv.shape.LOG_LEVEL,
});
/** Configuration of the set-up of Kafka's topics. */
export type TopicsConfig = z.infer<typeof env>;

/** Reads the configuration of the set-up of Kafka's topics; throws ConfigError naming every wrong key. */
export function readTopicsConfig(source: NodeJS.ProcessEnv): TopicsConfig {
  return readConfig(env, source);
}
