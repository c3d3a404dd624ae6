import { Command } from "commander";
import { CiFailed } from "./failure.ts";

const program = new Command("npm run ci --")
  .description("What the workflows run, each of it on a laptop too.")
  .showHelpAfterError("(`npm run ci -- --help` lists the commands)")
  .showSuggestionAfterError();
// One file of commands/ each.
const commands: readonly ((program: Command) => void)[] = [];
for (const add of commands) add(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CiFailed)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
