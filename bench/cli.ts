import { CommandFailed } from "@punctual/local/failure";
import { Command } from "commander";
import { addPublish } from "./commands/publish.ts";
import { addReminders } from "./commands/reminders.ts";
import { addSync } from "./commands/sync.ts";
import { addTasks } from "./commands/tasks.ts";

const program = new Command("npm run bench --")
  .description("How fast it is: one JSON document on standard output, progress on standard error.")
  .showHelpAfterError("(`npm run bench -- --help` lists the commands)")
  .showSuggestionAfterError();
for (const add of [addTasks, addPublish, addSync, addReminders]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof CommandFailed ? error.message : error);
  process.exitCode = 1;
}
