import { baseEnv, readConfig } from "@punctual/service-kit/config";
import type { z } from "zod";
import { kafkaEnv } from "./kafka/config.ts";

const { HOST, PORT, LOG_LEVEL } = baseEnv.shape;
const env = kafkaEnv.safeExtend({ HOST, PORT, LOG_LEVEL });
/** Configuration of what shows how Kafka is. */
type KafkaMetricsConfig = z.infer<typeof env>;

/** Reads the configuration of what shows how Kafka is; throws ConfigError naming every wrong key. */
export function readKafkaMetricsConfig(source: NodeJS.ProcessEnv): KafkaMetricsConfig {
  return readConfig(env, source);
}
