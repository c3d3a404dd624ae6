import { type BaseConfig, baseEnv, readConfig } from "@punctual/service-kit/config";

/** notifier's configuration. */
export type Config = BaseConfig;

/** Reads notifier's configuration; throws ConfigError naming every wrong key. */
export function readNotifierConfig(source: NodeJS.ProcessEnv): Config {
  return readConfig(baseEnv, source);
}
