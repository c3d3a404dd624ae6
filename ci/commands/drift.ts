import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { CiFailed } from "../failure.ts";
import { gitHubOf, needed } from "../github/client.ts";
import { describeDrift, keepDriftIssue } from "../release/drift-issue.ts";
import { type DriftResult, readDriftResults } from "../release/drift-result.ts";
import { placeOf } from "../release/place.ts";
import { summarise } from "../release/runner-files.ts";
import { openStack } from "../release/stack.ts";

/** `drift STACK` and `drift-issue FOLDER`: whether what runs is still what was deployed. */
export function addDrift(program: Command): void {
  program
    .command("drift")
    .description("fails when resources differ from the stack's state; changes nothing")
    .argument("<stack>", "a file of stacks/, such as aks")
    .requiredOption("--environment <name>", "whose stack it is")
    .option("--out <folder>", "where to write what was found, for `drift-issue`", "drift")
    .action(look);
  program
    .command("drift-issue")
    .description("opens, updates or closes the repository's one issue about drift")
    .argument("<folder>", "of what `drift` wrote")
    .requiredOption("--looked <result>", "how the looks went, all in all: success, or anything else")
    .action(async (folder: string, { looked }: { looked: string }) => {
      const { env } = process;
      const run = `${needed(env, "GITHUB_SERVER_URL")}/${needed(env, "GITHUB_REPOSITORY")}/actions/runs/${needed(env, "GITHUB_RUN_ID")}`;
      console.log(
        `issue: ${await keepDriftIssue(readDriftResults(folder), gitHubOf(env), run, looked === "success")}`,
      );
    });
}

async function look(
  stack: string,
  { environment, out }: { environment: string; out: string },
): Promise<void> {
  const write = (result: DriftResult) => {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, `${environment}.json`), JSON.stringify(result));
    return result;
  };
  const of = { environment, stack };
  // Until it is known: a look that is killed leaves this behind.
  write({ kind: "unknown", ...of });
  const drift = await openStack(stack, placeOf(stack, process.env)).drift();
  if (drift === undefined) {
    write({ kind: "clean", ...of });
    console.log(`${stack} is what was deployed.`);
    return;
  }
  const result = write({
    kind: "drift",
    ...of,
    differences: drift.differences.map((each) => ({ ...each, fields: [...each.fields] })),
    unnamed: drift.unnamed,
  });
  const text = describeDrift([result], "this run");
  summarise(text, process.env);
  throw new CiFailed(`${stack} is not what was deployed.\n${text}`);
}
