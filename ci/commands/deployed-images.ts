import type { Command } from "commander";
import { deployedImages } from "../release/history.ts";
import { placeOf } from "../release/place.ts";
import { openStack } from "../release/stack.ts";

/** `deployed-images STACK`: names in the working tree what runs, so that a preview is about all else. */
export function addDeployedImages(program: Command): void {
  program
    .command("deployed-images")
    .description("names the images that a stack runs in its configuration, in the working tree")
    .argument("<stack>", "a file of stacks/, such as aks")
    .action(async (name: string) => {
      const stack = openStack(name, placeOf(name, process.env));
      const images = deployedImages(await stack.history());
      if (images === undefined) return console.log(`${name} runs no images yet.`);
      await stack.nameImages(images);
      console.log(`stacks/Pulumi.${name}.yaml names what runs.`);
    });
}
