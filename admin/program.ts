import { Command } from "commander";
import { addDeadLetters } from "./commands/dead-letters.ts";
import { addHealth } from "./commands/health.ts";
import { addOutbox } from "./commands/outbox.ts";
import { addPurge } from "./commands/purge.ts";
import { addReminders } from "./commands/reminders.ts";
import { addSeed } from "./commands/seed.ts";
import { addTokens } from "./commands/tokens.ts";
import { addUsers } from "./commands/users.ts";

/** One file of commands/ each. */
const commands: readonly ((program: Command) => void)[] = [
  addHealth,
  addUsers,
  addTokens,
  addOutbox,
  addDeadLetters,
  addReminders,
  addSeed,
  addPurge,
];

/** Every command for operators. */
export function adminProgram(): Command {
  const program = new Command("npm run admin --")
    .description(
      "What operators do with a platform that runs: the one on this machine, or the one at --url with the admin " +
        "token in PUNCTUAL_ADMIN_TOKEN.",
    )
    .showHelpAfterError("(`npm run admin -- --help` lists the commands)")
    .showSuggestionAfterError();
  for (const add of commands) add(program);
  return program;
}
