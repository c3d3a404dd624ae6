import { type Command, Option } from "commander";
import { asShell } from "../../infra/cli/shell.ts";
import { CiFailed } from "../failure.ts";
import { needed } from "../github/client.ts";
import { deploy, describeOutcome } from "../release/deploy.ts";
import { MESSAGES } from "../release/history.ts";
import { eachImage, readImages } from "../release/images-file.ts";
import { placeOf } from "../release/place.ts";
import { summarise } from "../release/runner-files.ts";
import { publicUrl } from "../release/smoke/public-url.ts";
import { smoke } from "../release/smoke/smoke.ts";
import { openStack, type Stack, stackCommands } from "../release/stack.ts";

interface DeployOptions {
  readonly images: string;
  readonly url?: string;
  readonly revision?: string;
  readonly dryRun?: boolean;
}

const PATIENCE = { doorMs: 300_000, eventMs: 60_000 };

/** `deploy STACK`: brings a release up, tries it, and goes back to the last verified one when it fails. */
export function addDeploy(program: Command): void {
  program
    .command("deploy")
    .description("brings a release up and tries it; goes back to the last verified one when it fails")
    .argument("<stack>", "a file of stacks/, such as aks")
    .requiredOption("--images <file>", "what it is made of: images.json")
    .addOption(new Option("--url <url>", "of the public door; else what the stack says").env("PUNCTUAL_URL"))
    .addOption(new Option("--revision <name>", "what it was made of, such as a commit").env("GITHUB_SHA"))
    .option("--dry-run", "show the commands instead")
    .action(async (name: string, options: DeployOptions) => {
      const images = readImages(options.images);
      const revision = checkedRevision(options.revision);
      if (options.dryRun) return console.log(dryRun(name, images, revision));
      // Before anything is changed: a release that can't be tried isn't started.
      const token = needed(process.env, "PUNCTUAL_SMOKE_TOKEN");
      const place = placeOf(name, process.env);
      const stack = openStack(name, place);
      const outcome = await deploy({
        stack,
        images,
        revision,
        say: place.say,
        smoke: async () =>
          smoke({ url: await doorOf(stack, options.url), token, say: place.say, patience: PATIENCE }),
      });
      const words = describeOutcome(outcome, name, revision);
      summarise(`**${name}**: ${words}`, process.env);
      if (outcome.kind !== "verified") throw new CiFailed(words);
      console.log(words);
    });
}

function checkedRevision(revision: string | undefined): string {
  if (revision && /^\S+$/.test(revision)) return revision;
  throw new CiFailed(
    "What is released? Name it with --revision, such as --revision $(git rev-parse HEAD), without blanks.",
  );
}

const doorOf = async (stack: Stack, url: string | undefined): Promise<URL> =>
  url === undefined
    ? publicUrl(await stack.output("url"), `what stack ${stack.name} says (pulumi stack output url)`)
    : publicUrl(url, "--url");

function dryRun(stack: string, images: ReturnType<typeof readImages>, revision: string): string {
  const commands = stackCommands(stack);
  const run = (purpose: string, command: ReturnType<typeof commands.history>) =>
    ({ kind: "run", purpose, command }) as const;
  return asShell([
    run("the last verified release, to go back to", commands.history(1)),
    ...eachImage(images).map(([name, image]) =>
      run(`${name} in the stack's configuration`, commands.nameImage(name, image)),
    ),
    run("the release", commands.up(`${MESSAGES.release} ${revision}`)),
    run("how it is tried", { tool: "npm", args: ["run", "ci", "--", "smoke", "URL"] }),
    run("verified, if nothing is left to do", commands.upAgain(`${MESSAGES.verified} ${revision}`)),
  ]);
}
