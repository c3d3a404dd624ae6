import { addDeadLetters as addLocalDeadLetters } from "@punctual/local/commands/dead-letters";
import type { Command } from "commander";

/** `dead-letters list` and `replay`, as `npm run local` has them: on this machine (docs/runbooks for a cluster). */
export function addDeadLetters(program: Command): void {
  addLocalDeadLetters(program);
}
