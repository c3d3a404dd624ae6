import type { Command } from "commander";
import { readConfig } from "../../infra/config.ts";
import { readStackFile } from "../../infra/plan/stack-file.ts";
import { CiFailed } from "../failure.ts";
import { withTunnel } from "../minikube/tunnel.ts";
import { placeOf } from "../release/place.ts";
import { smoke } from "../release/smoke/smoke.ts";
import { mustRun } from "../release/tool.ts";

const PATIENCE = { doorMs: 60_000, eventMs: 60_000 };

/** `smoke-cluster STACK`: uses a stack that has no door to the outside, through a tunnel by kubectl. */
export function addSmokeCluster(program: Command): void {
  program
    .command("smoke-cluster")
    .argument("<stack>", "a file of stacks/, such as minikube")
    .description("uses a stack in the cluster that kubectl means, as a person and an agent do")
    .action(async (stack: string) => {
      const place = placeOf(stack, process.env);
      const { namespace } = readConfig(readStackFile(stack));
      const args = ["stack", "output", "firstToken", "--show-secrets", "--stack", stack, "--non-interactive"];
      const token = (await mustRun({ tool: "pulumi", args }, place)).trim();
      const why = await withTunnel(namespace, place, (url) =>
        smoke({ url, token, say: place.say, patience: PATIENCE }),
      );
      if (why !== undefined) throw new CiFailed(why);
      console.log(`${stack} works.`);
    });
}
