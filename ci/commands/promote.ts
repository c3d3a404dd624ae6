import { writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { checkedRegistry } from "../../infra/cli/images/registries.ts";
import { runSteps } from "../../infra/cli/run-steps.ts";
import { asShell } from "../../infra/cli/shell.ts";
import { needed } from "../github/client.ts";
import { readImages } from "../release/images-file.ts";
import { commandPlace } from "../release/place.ts";
import { planPromotion, type Signer } from "../release/promote.ts";

interface PromoteOptions {
  readonly images: string;
  readonly out: string;
  readonly registry?: string;
  readonly tag: string;
  readonly publicKey?: string;
  readonly dryRun?: boolean;
}

const ISSUER = "https://token.actions.githubusercontent.com";

/** `promote`: brings a release to an environment's registry, with its signatures, once they are checked. */
export function addPromote(program: Command): void {
  program
    .command("promote")
    .description("checks a release's signatures, and copies it with them to an environment's registry")
    .requiredOption("--images <file>", "what it is made of: images.json")
    .requiredOption("--out <file>", "where to write how its images are named there")
    .addOption(
      new Option("--registry <host/path>", "of the environment; else images stay where they are").env(
        "PUNCTUAL_REGISTRY",
      ),
    )
    .addOption(
      new Option("--tag <tag>", "of the copies, such as the commit").env("GITHUB_SHA").makeOptionMandatory(),
    )
    .option(
      "--public-key <file>",
      "who holds this key signed them; else this repository's workflow images.yml",
    )
    .option("--dry-run", "show the commands instead")
    .action(promote);
}

async function promote({ images, out, registry, tag, publicKey, dryRun }: PromoteOptions): Promise<void> {
  const plan = planPromotion({
    images: readImages(images),
    signer: publicKey === undefined ? ourWorkflow(process.env) : { publicKey },
    registry: registry ? checkedRegistry(registry) : undefined,
    tag,
  });
  if (dryRun) return console.log(asShell(plan.steps));
  await runSteps(plan.steps, commandPlace(process.env));
  writeFileSync(out, `${JSON.stringify(plan.images, null, 2)}\n`);
}

/** The workflow that builds images, on the branch that is deployed. */
function ourWorkflow(env: NodeJS.ProcessEnv): Signer {
  const server = env.GITHUB_SERVER_URL ?? "https://github.com";
  const repository = needed(env, "GITHUB_REPOSITORY");
  const ref = needed(env, "GITHUB_REF");
  return { identity: `${server}/${repository}/.github/workflows/images.yml@${ref}`, issuer: ISSUER };
}
