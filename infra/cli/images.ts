import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { readStackFile } from "../plan/stack-file.ts";
import { CliError } from "./errors.ts";
import { type Builder, docker, minikube, podman } from "./images/builders.ts";
import { type ImagesRequest, planImages } from "./images/plan.ts";
import { checkedRegistry, needsCredentials, signIn } from "./images/registries.ts";
import { sourceOf } from "./images/source.ts";
import { known } from "./init.ts";
import { run } from "./process.ts";
import { type Place, runSteps } from "./run-steps.ts";
import { asShell } from "./shell.ts";
import { isInstalled, requireTools } from "./tools.ts";
import { withStackVariables } from "./variables.ts";

/** What `images` may be told. */
export interface ImagesOptions {
  readonly dryRun?: boolean;
  readonly registry?: string;
  readonly tag?: string;
  /** Of the nodes: `linux/amd64`, `linux/arm64`, or both. */
  readonly platform: string;
  /** Further arguments of the build. */
  readonly extra: readonly string[];
}

/**
 * Builds the images of the working tree, brings them to where a stack's nodes find them, and names them in the stack's
 * configuration: by digest, or in a Minikube by a tag that tells the content.
 *
 * @returns what to do next; with `dryRun` what would be done, as a shell takes it
 * @throws CliError, ConfigError
 */
export async function images(stack: string, options: ImagesOptions, outer: Place): Promise<string> {
  const config = readConfig(readStackFile(known(stack)));
  const place = { ...outer, env: withStackVariables(outer.env, stack) };
  // A node on this machine takes images without a registry between.
  const node =
    "context" in config.cluster && config.kubeconfig === undefined && options.registry === undefined
      ? config.cluster.context
      : undefined;
  const where =
    node === undefined
      ? await inRegistry(stack, options, place)
      : { repository: "docker.io/punctual", builder: minikube(node, options.extra), signIn: [] };
  const source = await sourceOf(place, [options.platform, ...options.extra], options.tag);
  const steps = planImages({ stack, ...where, source });
  if (options.dryRun) return asShell(steps);
  place.say(`Images of ${stack}, to ${where.repository}:`);
  await runSteps(steps, place);
  const lacking = node === undefined && (await lacksCredentials(stack, where.repository, place));
  return `Images are named in stacks/Pulumi.${stack}.yaml.${lacking ? NEEDED(where.repository) : ""}\nThen: pulumi up --stack ${stack}`;
}

const NEEDED = (repository: string) =>
  `\nUnless they are public, nodes pull from ${repository} with punctual:registryCredentials, which isn't set: docs/deploy/images.md.`;

async function lacksCredentials(stack: string, repository: string, place: Place): Promise<boolean> {
  if (!needsCredentials(repository)) return false;
  const args = ["config", "get", "punctual:registryCredentials", "--stack", stack, "--non-interactive"];
  const { ok } = await run({ tool: "pulumi", args }, place);
  return !ok;
}

async function inRegistry(
  stack: string,
  { registry, platform, extra }: ImagesOptions,
  place: Place,
): Promise<Pick<ImagesRequest, "repository" | "builder" | "signIn">> {
  const repository = checkedRegistry(registry ?? (await registryOf(stack, place)));
  const [tool, builder] = chooseBuilder(platform, extra, place.env);
  return { repository, builder, signIn: tool === "docker" ? signIn(repository) : [] };
}

function chooseBuilder(
  platform: string,
  extra: readonly string[],
  env: NodeJS.ProcessEnv,
): readonly ["docker" | "podman", Builder] {
  if (!isInstalled("docker", env) && isInstalled("podman", env)) {
    return ["podman", podman(platform, extra, mkdtempSync(join(tmpdir(), "punctual-images-")))];
  }
  requireTools(["docker"], env);
  return ["docker", docker(platform, extra)];
}

/** The registry that the stack made. @throws CliError when it has none yet */
async function registryOf(stack: string, place: Place): Promise<string> {
  requireTools(["pulumi"], place.env);
  const args = ["stack", "output", "registry", "--stack", stack, "--non-interactive"];
  const { ok, stdout, stderr } = await run({ tool: "pulumi", args }, place);
  if (ok) return stdout;
  throw new CliError(
    `Which registry? The stack tells of none: pulumi up --stack ${stack} first, which makes one, or name another with --registry.\n${stderr.trim()}`,
  );
}
