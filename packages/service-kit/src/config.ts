import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65535);

/** What every service reads from its environment. Names follow Dapr's injector where it sets them. */
export const baseEnv = z.object({
  HOST: z.string().min(1).describe("address to listen on: 127.0.0.1 on a laptop, 0.0.0.0 in a pod"),
  PORT: port.describe("port to listen on"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe("DSN of this service's own role and schema"),
  DAPR_HTTP_PORT: port.describe("HTTP port of this service's sidecar"),
  DAPR_API_TOKEN: z.string().min(16).describe("token that this service shows to its sidecar"),
  APP_API_TOKEN: z.string().min(16).describe("token that the sidecar shows to this service"),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"])
    .default("info")
    .describe("least level that is logged"),
});
/** The validated base environment. */
export type BaseConfig = z.infer<typeof baseEnv>;

/** Configuration was missing or wrong; the message names each key and what it must be. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Validates environment variables, all at once. Called once, by a service's `config.ts`.
 *
 * @param schema an object schema whose keys are variable names; descriptions become the remedy in messages
 * @param env the environment, usually `process.env`
 * @throws ConfigError naming every key that is missing or wrong
 */
export function readConfig<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Readonly<Record<string, string | undefined>>,
): z.infer<z.ZodObject<Shape>> {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const key = String(issue.path[0]);
    const meaning = (schema.shape[key] as z.ZodType | undefined)?.description;
    const problem = env[key] === undefined ? "is not set" : issue.message;
    return `  ${key} ${problem}${meaning ? ` (${meaning})` : ""}`;
  });
  throw new ConfigError(`The environment is not right:\n${lines.join("\n")}`);
}
