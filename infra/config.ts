import { keysBelow, meaningOf, valuesOf } from "./config/describe.ts";
import { checkRules, type Finding } from "./config/rules.ts";
import { LIST_KEYS, SECRET_KEYS, type StackConfig, stackSchema, TEXT_KEYS } from "./config/schema.ts";

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
      const message = LIST_KEYS.has(key)
        ? `must be a list: set its items with --path '${PROJECT}:${key}[0]'`
        : "must be an object: set its fields with --path";
      findings.push({ path: key, message });
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
      message: `is not a key that Punctual knows; here it knows ${keysBelow(path).join(", ")}`,
      remedy: "rm",
    }));
  }
  const values = valuesOf(path);
  const meaning = meaningOf(path);
  // A rule between keys may also fail on a default.
  if (valueAt(given, path) === undefined && issue.code !== "custom") {
    const expected = values.length > 0 ? `one of ${values.join(", ")}` : meaning;
    return [{ path: path.join("."), message: `is not set${expected ? `: ${expected}` : ""}` }];
  }
  return [{ path: path.join("."), message: right(issue.message, values, meaning) }];
}

/** What would be right: our own messages say it; zod's say only what was wrong. */
function right(message: string, values: readonly string[], meaning: string | undefined): string {
  if (/^(must|give) /.test(message)) return message;
  if (values.length > 0) return `must be one of ${values.join(", ")}`;
  return `is wrong: ${message}${meaning ? `; it is ${meaning}` : ""}`;
}

function valueAt(given: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
    given,
  );
}

function line({ path, message, remedy }: Finding): string {
  const [key = ""] = path.split(".");
  const where = path === key ? `${PROJECT}:${key}` : `--path '${PROJECT}:${path}'`;
  const command = remedy === "rm" ? "rm" : SECRET_KEYS.has(key) ? "set --secret" : "set";
  return `  ${PROJECT}:${path} ${message}\n    → pulumi config ${command} ${where}${command === "set" ? " VALUE" : ""}`;
}
