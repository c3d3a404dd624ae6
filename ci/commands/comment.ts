import { type Command, InvalidArgumentError, Option } from "commander";
import { comment } from "../comment/comment.ts";
import { gitHubOf } from "../github/client.ts";

/** `comment FOLDER`: tells a pull request what a run of Preview found. */
export function addComment(program: Command): void {
  program
    .command("comment")
    .argument("<folder>", "of the run's artifacts, as `gh run download RUN` leaves them")
    .description(
      "posts what a run of Preview found on its pull request, one comment a stack, updated in place",
    )
    .addOption(new Option("--run <id>", "of the run").env("PREVIEW_RUN").argParser(id).makeOptionMandatory())
    .action(async (folder: string, { run }: { run: number }) => {
      console.log(await comment(gitHubOf(process.env), run, folder));
    });
}

function id(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new InvalidArgumentError("It must be the number of a run.");
  return Number(text);
}
