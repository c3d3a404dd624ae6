import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { readConfig } from "../config.ts";
import { renderPlan } from "../plan/render.ts";
import { readStackFile } from "../plan/stack-file.ts";
import { type ImagesOptions, images } from "./images.ts";
import { type InitOptions, init, ROOT } from "./init.ts";
import type { Place } from "./run-steps.ts";

const REFERENCE = join(import.meta.dirname, "../../docs/deploy/configuration.md");

const place: Place = { env: process.env, cwd: ROOT, say: (text) => console.error(text), pauseMs: 10_000 };

/** Every command of `npm run infra`. */
export const infraProgram = new Command("npm run infra --").description(
  "Plans and prepares stacks of Punctual's platform.",
);

infraProgram
  .command("plan")
  .argument("<stack>", "a file of stacks/, such as minikube")
  .description("lists every resource and writes the manifests, without an account")
  .option("--out <folder>", "where to write", ".plan")
  .action(async (stack: string, { out }: { out: string }) => {
    // Imported here: clouds' SDKs are worth waiting for only when they are used.
    const { planStack } = await import("../plan/plan.ts");
    console.log(renderPlan(await planStack(stack), out));
  });

infraProgram
  .command("vault-template")
  .argument("<stack>", "a file of stacks/ whose secrets come from a vault")
  .description(
    "prints the entries to put into the vault, with new passwords and keys, and KAFKA_PASSWORD and POSTGRES_URL",
  )
  .action(async (stack: string) => {
    const { vaultEntries } = await import("./vault.ts");
    const config = readConfig(readStackFile(stack));
    console.log(JSON.stringify(await vaultEntries(config, process.env), null, 2));
  });

infraProgram
  .command("reference")
  .description("writes docs/deploy/configuration.md from the configuration's schema")
  .action(async () => {
    const { configurationReference } = await import("../config/reference.ts");
    writeFileSync(REFERENCE, configurationReference());
  });

infraProgram
  .command("init")
  .argument("<stack>", "a file of stacks/, such as minikube")
  .description("sets up where Pulumi keeps a stack's state and secrets, and makes the stack")
  .option("--dry-run", "show the commands instead")
  .option("--backend <url>", "a backend that exists, such as https://api.pulumi.com for Pulumi Cloud")
  .option("--secrets-provider <url>", "what encrypts secrets there, such as a key of a cloud")
  .action(async (stack: string, options: InitOptions) => {
    console.log(await init(stack, options, place));
  });

infraProgram
  .command("images")
  .argument("<stack>", "a file of stacks/, such as minikube")
  .argument("[build-args...]", "after --: further arguments of the build, such as --no-cache")
  .description("builds the services' images, pushes them, and names them in the stack's configuration")
  .option("--registry <host/path>", "instead of the one that the stack made")
  .option("--platform <platforms>", "of the nodes", "linux/amd64")
  .option("--tag <tag>", "instead of one by content")
  .option("--dry-run", "show the commands instead")
  .action(async (stack: string, extra: string[], options: Omit<ImagesOptions, "extra">) => {
    console.log(await images(stack, { ...options, extra }, place));
  });
