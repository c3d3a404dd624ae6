import { CliError } from "./cli/errors.ts";
import { infraProgram } from "./cli/program.ts";
import { ConfigError } from "./config.ts";

try {
  await infraProgram.parseAsync();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof CliError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
