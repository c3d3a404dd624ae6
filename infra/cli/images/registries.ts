import { CliError } from "../errors.ts";
import type { Step } from "../step.ts";

/**
 * What signs Docker in to a registry whose cloud has a tool for it; to any other a person signs in with `docker login`.
 *
 * @param registry `host/path`
 */
export function signIn(registry: string): readonly Step[] {
  const [host = ""] = registry.split("/");
  const azure = /^([a-z0-9]+)\.azurecr\.io$/.exec(host)?.[1];
  const step = (tool: string, ...args: string[]): Step => ({
    kind: "run",
    purpose: `Docker signed in to ${host}`,
    command: { tool, args },
  });
  if (azure) return [step("az", "acr", "login", "--name", azure)];
  if (host.endsWith("-docker.pkg.dev")) return [step("gcloud", "auth", "configure-docker", host, "--quiet")];
  return [];
}

/**
 * @param registry as a person or a stack names it
 * @throws CliError when images can't be pushed to it
 */
export function checkedRegistry(registry: string): string {
  const bare = registry.trim().replace(/\/$/, "");
  if (/^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._-]+)*$/.test(bare) && /[.:]/.test(bare.split("/")[0] ?? ""))
    return bare;
  throw new CliError(
    `"${registry}" is no registry to push to: name one with --registry, such as ghcr.io/you/punctual (docs/deploy/images.md).`,
  );
}
