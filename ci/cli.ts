import { CiFailed } from "./failure.ts";
import { ciProgram } from "./program.ts";

try {
  await ciProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CiFailed)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
