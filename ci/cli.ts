import { CliError } from "../infra/cli/errors.ts";
import { ConfigError } from "../infra/config.ts";
import { CiFailed } from "./failure.ts";
import { ciProgram } from "./program.ts";

try {
  await ciProgram().parseAsync();
} catch (error) {
  // The last two are of what infra/ does for commands here.
  const told = error instanceof CiFailed || error instanceof CliError || error instanceof ConfigError;
  if (!told) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
