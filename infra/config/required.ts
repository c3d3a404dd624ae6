import type { SecretValues } from "./secrets.ts";

/**
 * A secret of the configuration that a part of the stack can't be without.
 *
 * @throws when it is not set: config/rules.ts should have found that before anything was declared
 */
export function required(config: SecretValues, key: keyof SecretValues): string {
  const value = config[key];
  if (value === undefined) throw new Error(`punctual:${key} is not set`);
  return value;
}
