import type { Command } from "commander";
import { known } from "../../infra/cli/init.ts";
import { compare } from "../compare/compare.ts";
import { writeChanges } from "../compare/write.ts";
import { CiFailed } from "../failure.ts";
import { ROOT } from "../root.ts";

/** `compare STACK`: what this tree would change in a stack, by plans on mocks. */
export function addCompare(program: Command): void {
  program
    .command("compare")
    .argument("<stack>", "a file of stacks/, such as minikube")
    .description("shows what a stack would change from where this branch began, without an account")
    .option("--base <commit>", "what it is to be merged into", "origin/main")
    .option("--out <folder>", "where to write it, for `comment` and for a person", ".plan/changes")
    .action(async (stack: string, { base, out }: { base: string; out: string }) => {
      const { changes, planned } = await compare({ root: ROOT, stack: known(stack), base });
      console.log(writeChanges(changes, out, process.env));
      // A base of long ago may be beyond planning; what is proposed must not be.
      if (!planned) throw new CiFailed(`${stack} can't be planned: see above.`);
    });
}
