import { z } from "zod";
import { stackNames } from "../../infra/plan/stack-file.ts";
import { CiFailed } from "../failure.ts";

/** Ways to sign in: .github/actions/cloud-login. */
export const CLOUDS = ["azure", "gcp", "oci", "none"] as const;

/** How an environment of a repository is set up: its variables. */
export interface Environment {
  readonly stack: string;
  readonly cloud: (typeof CLOUDS)[number];
}

/**
 * Reads an environment's variables.
 *
 * @returns undefined where the environment names no stack: a fork that nobody set up has nothing to deploy to
 * @throws CiFailed naming all that is missing or wrong, where it names one
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment | undefined {
  if (!env.PUNCTUAL_STACK) return undefined;
  const schema = z.object({
    PUNCTUAL_STACK: z.enum(stackNames() as [string, ...string[]]),
    PUNCTUAL_CLOUD: z.enum(CLOUDS),
    PULUMI_BACKEND_URL: z.url("must be where the stack's state is (docs/deploy/state.md)"),
  });
  const parsed = schema.safeParse(env);
  if (parsed.success) return { stack: parsed.data.PUNCTUAL_STACK, cloud: parsed.data.PUNCTUAL_CLOUD };
  const issues = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new CiFailed(`The environment's variables are not complete (docs/ci.md):\n${issues.join("\n")}`);
}
