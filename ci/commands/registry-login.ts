import type { Command } from "commander";
import { CliError } from "../../infra/cli/errors.ts";
import { checkedRegistry } from "../../infra/cli/images/registries.ts";
import { CiFailed } from "../failure.ts";
import { commandPlace } from "../release/place.ts";
import { signInTo } from "../release/registry-login.ts";

/** `registry-login REGISTRY`: signs Docker, Cosign and ORAS in to a registry. */
export function addRegistryLogin(program: Command): void {
  program
    .command("registry-login")
    .description("signs Docker, Cosign and ORAS in to a registry, as whom the job is signed in to its cloud")
    .argument("<host/path>", "such as ghcr.io/you/punctual")
    .action(async (registry: string) => {
      try {
        await signInTo(checkedRegistry(registry), commandPlace(process.env));
      } catch (error) {
        throw error instanceof CliError ? new CiFailed(error.message) : error;
      }
    });
}
