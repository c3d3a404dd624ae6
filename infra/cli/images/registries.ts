import { CliError } from "../errors.ts";
import type { Step } from "../step.ts";

const AZURE = /^([a-z0-9]+)\.azurecr\.io$/;
const GOOGLE = /-docker\.pkg\.dev$/;
const hostOf = (registry: string) => registry.split("/")[0] ?? "";

/** Whether nodes need credentials for a private repository: those of Azure and Google have rights of their own. */
export function needsCredentials(registry: string): boolean {
  const host = hostOf(registry);
  return !AZURE.test(host) && !GOOGLE.test(host);
}

/**
 * What signs Docker in to a registry whose cloud has a tool for it; to any other a person signs in with `docker login`.
 *
 * @param registry `host/path`
 */
export function signIn(registry: string): readonly Step[] {
  const host = hostOf(registry);
  const azure = AZURE.exec(host)?.[1];
  const step = (tool: string, ...args: string[]): Step => ({
    kind: "run",
    purpose: `Docker signed in to ${host}`,
    command: { tool, args },
  });
  if (azure) return [step("az", "acr", "login", "--name", azure)];
  if (GOOGLE.test(host)) return [step("gcloud", "auth", "configure-docker", host, "--quiet")];
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
