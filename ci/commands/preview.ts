import type { Command } from "commander";
import { writeChanges } from "../compare/write.ts";
import { CiFailed } from "../failure.ts";
import { preview } from "../preview/preview.ts";
import { deployedImages } from "../release/history.ts";
import { placeOf } from "../release/place.ts";
import { openStack } from "../release/stack.ts";

/** `preview STACK`: what `pulumi up` would do now, written down as `compare` does. */
export function addPreview(program: Command): void {
  program
    .command("preview")
    .argument("<stack>", "a file of stacks/, such as aks")
    .description("shows what `pulumi up` would do with the images that run, and whether a policy forbids it")
    .option("--out <folder>", "where to write it, for `comment` and for a person", ".plan/preview")
    .action(async (name: string, { out }: { out: string }) => {
      const place = placeOf(name, process.env);
      const stack = openStack(name, place);
      // A release is named where it is deployed, not in the repository: without its images the services would go away.
      const images = deployedImages(await stack.history());
      if (images !== undefined) await stack.nameImages(images);
      const changes = await preview(name, place);
      console.log(writeChanges(changes, out, process.env));
      if (changes.problem !== undefined) throw new CiFailed(`${name} would not come up: see above.`);
    });
}
