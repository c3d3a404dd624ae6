import type { Place } from "../../infra/cli/run-steps.ts";
import { type Changes, short } from "../compare/changes.ts";
import { runTool, saidBy } from "../release/tool.ts";
import { readPreview } from "./digest.ts";

/**
 * What the engine says that `pulumi up` would do now, with the policy pack. `problem` tells why it wouldn't.
 *
 * @param place whose `cwd` is the folder of Pulumi.yaml
 */
export async function preview(stack: string, place: Pick<Place, "env" | "cwd">): Promise<Changes> {
  const args = ["preview", "--stack", stack, "--non-interactive", "--policy-pack", "infra/policy"];
  const said = await runTool({ tool: "pulumi", args: [...args, "--json"] }, place);
  const known = { stack, kind: "preview", from: `${stack} as it is`, to: "this commit" } as const;
  const { errors, ...found } =
    said.ok || said.stdout.trim().startsWith("{")
      ? readPreview(said.stdout)
      : { errors: [saidBy(said)], added: [], changed: [], removed: [] };
  if (said.ok) return { ...known, ...found };
  // Which policy is broken stands only in what is written for people.
  const why = errors.length > 0 ? errors.join("\n") : saidBy(await runTool({ tool: "pulumi", args }, place));
  return { ...known, ...found, problem: short(why.slice(-9_000), 9_000) };
}
