import { Command } from "commander";
import { addDeadLetters } from "./src/commands/dead-letters.ts";
import { addLogs } from "./src/commands/logs.ts";
import { addPrepare } from "./src/commands/prepare.ts";
import { addReset } from "./src/commands/reset.ts";
import { addRestart } from "./src/commands/restart.ts";
import { addStart } from "./src/commands/start.ts";
import { addStatus } from "./src/commands/status.ts";
import { addStop } from "./src/commands/stop.ts";
import { CommandFailed } from "./src/failure.ts";

const program = new Command("npm run local --")
  .description("The whole of Punctual on this machine.")
  .showHelpAfterError("(`npm run local -- --help` lists the commands)")
  .showSuggestionAfterError();
const commands = [addStart, addStatus, addLogs, addStop, addRestart, addReset, addDeadLetters, addPrepare];
for (const add of commands) add(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
}
// Clients that were given up on may still hold sockets open.
process.exit();
