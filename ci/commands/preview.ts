import type { Command } from "commander";
import { writeChanges } from "../compare/write.ts";
import { CiFailed } from "../failure.ts";
import { preview } from "../preview/preview.ts";
import { placeOf } from "../release/place.ts";

/** `preview STACK`: what `pulumi up` would do now, written down as `compare` does. */
export function addPreview(program: Command): void {
  program
    .command("preview")
    .argument("<stack>", "a file of stacks/, such as aks")
    .description("shows what `pulumi up` would do, and whether a policy forbids it")
    .option("--out <folder>", "where to write it, for `comment` and for a person", ".plan/preview")
    .action(async (name: string, { out }: { out: string }) => {
      const changes = await preview(name, placeOf(name, process.env));
      console.log(writeChanges(changes, out, process.env));
      if (changes.problem !== undefined) throw new CiFailed(`${name} would not come up: see above.`);
    });
}
