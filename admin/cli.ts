import { CommandFailed } from "@punctual/local/failure";
import { adminProgram } from "./program.ts";

try {
  await adminProgram().parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
}
