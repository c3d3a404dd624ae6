import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { ConfigError } from "./config.ts";
import { renderPlan } from "./plan/render.ts";

const REFERENCE = join(import.meta.dirname, "../docs/deploy/configuration.md");

const program = new Command("npm run infra --").description(
  "Plans and prepares stacks of Punctual's platform.",
);

program
  .command("plan")
  .argument("<stack>", "a file of stacks/, such as minikube")
  .description("lists every resource and writes the manifests, without an account")
  .option("--out <folder>", "where to write", ".plan")
  .action(async (stack: string, { out }: { out: string }) => {
    // Imported here: clouds' SDKs are worth waiting for only when they are used.
    const { planStack } = await import("./plan/plan.ts");
    console.log(renderPlan(await planStack(stack), out));
  });

program
  .command("reference")
  .description("writes docs/deploy/configuration.md from the configuration's schema")
  .action(async () => {
    const { configurationReference } = await import("./config/reference.ts");
    writeFileSync(REFERENCE, configurationReference());
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
