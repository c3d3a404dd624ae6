import { type BaseConfig, baseEnv, readConfig } from "@punctual/service-kit/config";

/** recurrence's configuration. */
export type Config = BaseConfig;

/** Reads recurrence's configuration; throws ConfigError naming every wrong key. */
export function readRecurrenceConfig(source: NodeJS.ProcessEnv): Config {
  return readConfig(baseEnv, source);
}
