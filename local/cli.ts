import { Command } from "commander";
import { CommandFailed } from "./src/commands/exit.ts";
import { addPrepare } from "./src/commands/prepare.ts";
import { addStart } from "./src/commands/start.ts";
import { addStatus } from "./src/commands/status.ts";
import { addStop } from "./src/commands/stop.ts";

const program = new Command("npm run local --")
  .description("The whole of Punctual on this machine.")
  .showHelpAfterError("(`npm run local -- --help` lists the commands)")
  .showSuggestionAfterError();
for (const add of [addStart, addStatus, addStop, addPrepare]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
}
// Clients that were given up on may still hold sockets open.
process.exit();
