import type { Command } from "commander";
import { readEnvironment } from "../release/environment.ts";
import { setOutputs, summarise } from "../release/runner-files.ts";

/** `environment NAME`: checks an environment's variables, and hands on which stack and cloud they mean. */
export function addEnvironment(program: Command): void {
  program
    .command("environment")
    .description(
      "checks an environment's variables (docs/ci.md), and hands on which stack and cloud they mean",
    )
    .argument("<name>", "such as dev")
    .action((name: string) => {
      const found = readEnvironment(process.env);
      if (found === undefined) {
        const words = `Environment \`${name}\` is not configured: it has no variable \`PUNCTUAL_STACK\` (docs/ci.md).`;
        summarise(words, process.env);
        console.error(words);
      }
      setOutputs({ stack: found?.stack ?? "", cloud: found?.cloud ?? "" }, process.env);
    });
}
