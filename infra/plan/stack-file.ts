import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { SECRET_KEYS } from "../config/schema.ts";
import { ConfigError, type ConfigSource } from "../config.ts";
import { ONLY_WHERE_SET, PLACEHOLDERS } from "./placeholders.ts";

/** Where the stacks' values are, beside Pulumi.yaml. */
const STACKS = join(import.meta.dirname, "../../stacks");

const file = z.object({ config: z.record(z.string(), z.unknown()).default({}) });

/** Names of the stacks that have a file. */
export function stackNames(): string[] {
  return readdirSync(STACKS)
    .map((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1])
    .filter((name) => name !== undefined);
}

/**
 * A stack's values as Pulumi would hand them over, without its engine: secrets can't be decrypted, so placeholders of
 * the right form stand for them, and for images that were not built yet.
 *
 * @throws ConfigError when there is no such stack, naming those that there are
 */
export function readStackFile(stack: string): ConfigSource {
  const path = join(STACKS, `Pulumi.${stack}.yaml`);
  if (!existsSync(path)) {
    throw new ConfigError(`There is no stack "${stack}"; there are: ${stackNames().join(", ")}.`);
  }
  const { config } = file.parse(parse(readFileSync(path, "utf8")) ?? {});
  const values = Object.fromEntries(
    Object.entries(PLACEHOLDERS).filter(([key]) => key in config || !ONLY_WHERE_SET.has(key)),
  );
  for (const [key, value] of Object.entries(config)) {
    if (!SECRET_KEYS.has(key.replace(/^punctual:/, ""))) {
      values[key] = typeof value === "string" ? value : JSON.stringify(value);
    }
  }
  return { values, isSecret: () => true };
}
