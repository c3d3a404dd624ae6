import { dirname, join } from "node:path";
import { readConfig } from "../config.ts";
import { readStackFile, stackNames } from "../plan/stack-file.ts";
import { dataDir, stackFiles } from "./data-dir.ts";
import { CliError } from "./errors.ts";
import { type Place, runSteps } from "./run-steps.ts";
import { asShell } from "./shell.ts";
import { planState } from "./state/plan.ts";
import { ociUser } from "./state/user.ts";
import { fill, told } from "./step.ts";

/** What `init` may be told. */
export interface InitOptions {
  readonly dryRun?: boolean;
  readonly backend?: string;
  readonly secretsProvider?: string;
}

/** The folder of Pulumi.yaml. */
export const ROOT = join(dirname(import.meta.dirname), "..");

/**
 * Sets up where Pulumi keeps a stack's state and secrets, and makes the stack. What is there already is left as it is.
 *
 * @returns what to do next; with `dryRun` what would be done, as a shell takes it
 * @throws CliError, ConfigError
 */
export async function init(stack: string, options: InitOptions, place: Place): Promise<string> {
  const config = readConfig(readStackFile(known(stack)));
  const files = stackFiles(stack, dataDir(place.env));
  const plan = planState({
    stack,
    config,
    files,
    backend: options.backend,
    secretsProvider: options.secretsProvider,
    user: () => (options.dryRun ? told("user") : ociUser(place.env)),
  });
  if (options.dryRun) return asShell(plan.steps);
  place.say(`Stack ${stack}:`);
  const answers = await runSteps(plan.steps, place);
  return `State of ${stack} is in ${fill(plan.backend, answers)}, its secrets are encrypted by ${plan.secretsProvider.split(":")[0]}.
In each shell that Pulumi is to run in:
  . '${files.variables}'
then, once stacks/Pulumi.${stack}.yaml says what you want:
  pulumi up --stack ${stack}`;
}

/** @throws CliError when there is no such stack */
export function known(stack: string): string {
  const names = stackNames();
  if (names.includes(stack)) return stack;
  throw new CliError(
    `There is no stack "${stack}"; there are: ${names.join(", ")}. A new one begins as a copy: stacks/Pulumi.${stack}.yaml`,
  );
}
