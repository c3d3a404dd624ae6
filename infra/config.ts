import { checkRules, type Finding } from "./config/rules.ts";
import { SECRET_KEYS, type StackConfig, stackSchema, TEXT_KEYS } from "./config/schema.ts";

const PROJECT = "punctual";

/** A stack's configuration as Pulumi hands it over. */
export interface ConfigSource {
  /** Full keys (`punctual:kafka`) with their values: text, or JSON for an object. Secrets are in the clear. */
  readonly values: Readonly<Record<string, string>>;
  /** Whether a key's value is kept encrypted. */
  readonly isSecret: (key: string) => boolean;
}

/** The stack's configuration is wrong; the message names every key with what would be right. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Validates a stack's configuration, all of it at once, before any resource is declared.
 *
 * @throws ConfigError naming every key that is missing, unknown or wrong, with its remedy
 */
export function readConfig(source: ConfigSource): StackConfig {
  const findings: Finding[] = [];
  const given: Record<string, unknown> = {};
  for (const [full, text] of Object.entries(source.values)) {
    if (!full.startsWith(`${PROJECT}:`)) continue;
    const key = full.slice(PROJECT.length + 1);
    if (SECRET_KEYS.has(key) && !source.isSecret(full)) {
      findings.push({
        path: key,
        message: "is a secret and stands in plain text: set it again with --secret",
      });
    }
    try {
      given[key] = TEXT_KEYS.has(key) ? text : JSON.parse(text);
    } catch {
      findings.push({ path: key, message: "must be an object: set its fields with --path" });
    }
  }
  const parsed = stackSchema.safeParse(given, { reportInput: false });
  if (parsed.success) findings.push(...checkRules(parsed.data));
  else {
    const seen = new Set(findings.map(({ path }) => path));
    for (const { path, ...issue } of parsed.error.issues) {
      if (!seen.has(String(path[0]))) findings.push(...explain(path.map(String), issue, given));
    }
  }
  if (parsed.success && findings.length === 0) return parsed.data;
  throw new ConfigError(
    `The stack's configuration is not right:\n${findings.map(line).join("\n")}\nEvery key is described in docs/deploy/configuration.md.`,
  );
}

type Issue = { readonly message: string; readonly code: string } & Readonly<Record<string, unknown>>;

function explain(path: string[], issue: Issue, given: Record<string, unknown>): Finding[] {
  if (issue.code === "unrecognized_keys") {
    return (issue.keys as string[]).map((key) => ({
      path: [...path, key].join("."),
      message: "is not a key that Punctual knows; is it misspelt?",
    }));
  }
  const missing = valueAt(given, path) === undefined;
  const message =
    missing && !issue.message.startsWith("must") ? `is not set (${issue.message})` : issue.message;
  return [{ path: path.join("."), message }];
}

function valueAt(given: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
    given,
  );
}

function line({ path, message }: Finding): string {
  const [key = ""] = path.split(".");
  const set = SECRET_KEYS.has(key)
    ? `pulumi config set --secret ${PROJECT}:${key}`
    : `pulumi config set --path '${PROJECT}:${path}' VALUE`;
  return `  ${PROJECT}:${path} ${message}\n    → ${set}`;
}
