import type { Command } from "commander";
import { checkedRegistry } from "../../infra/cli/images/registries.ts";
import { commandPlace } from "../release/place.ts";
import { signInTo } from "../release/registry-login.ts";

/** `registry-login REGISTRY`: signs Docker, Cosign and ORAS in to a registry. */
export function addRegistryLogin(program: Command): void {
  program
    .command("registry-login")
    .description("signs Docker, Cosign and ORAS in to a registry, as whom the job is signed in to its cloud")
    .argument("<host/path>", "such as ghcr.io/you/punctual")
    .action((registry: string) => signInTo(checkedRegistry(registry), commandPlace(process.env)));
}
