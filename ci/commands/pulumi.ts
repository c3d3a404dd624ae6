import type { Command } from "commander";
import { CiFailed } from "../failure.ts";
import { placeOf } from "../release/place.ts";
import { runTool } from "../release/tool.ts";

/** `pulumi STACK ARGS…`: Pulumi itself, with the state that `npm run infra -- init` set up for a stack. */
export function addPulumi(program: Command): void {
  program
    .command("pulumi")
    .argument("<stack>", "a file of stacks/, such as minikube")
    .argument("<args...>", "as Pulumi takes them, such as up --yes")
    .description("runs Pulumi on a stack where `npm run infra -- init` put its state, asking nobody anything")
    .allowUnknownOption()
    .action(async (stack: string, args: string[]) => {
      const all = [...args, "--stack", stack, "--non-interactive"];
      const { ok } = await runTool({ tool: "pulumi", args: all, live: true }, placeOf(stack, process.env));
      if (!ok) throw new CiFailed(`pulumi ${args.join(" ")} failed: see above.`);
    });
}
