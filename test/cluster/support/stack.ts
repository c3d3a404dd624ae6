import { type Manifest, manifestsIn } from "../../../infra/plan/manifests.ts";
import type { Recorded } from "../../../infra/plan/record.ts";
import { tell } from "../../support/tell.ts";
import { kubectl } from "./kubectl.ts";
import { waves } from "./waves.ts";

/** How long a Job or a rollout may take, in seconds. */
const TIMEOUT = "180s";
const APPLY = ["apply", "--server-side", "--validate=strict", "--field-manager=punctual-test", "-f", "-"];

const list = (items: readonly Manifest[]) => JSON.stringify({ apiVersion: "v1", kind: "List", items });

/** Applies a plan's manifests as Pulumi would: in order, waiting for Jobs to end and Deployments to be rolled out. */
export async function applyStack(resources: readonly Recorded[]): Promise<void> {
  for (const wave of waves(resources)) {
    const manifests = manifestsIn(wave);
    if (manifests.length === 0) continue;
    await kubectl(APPLY, list(manifests));
    for (const { kind, metadata } of manifests) {
      const at = ["-n", metadata.namespace ?? "default"];
      if (kind === "Job") await jobEnded(metadata.name, at);
      if (kind === "Deployment") {
        await kubectl([...at, "rollout", "status", `deployment/${metadata.name}`, `--timeout=${TIMEOUT}`]);
      }
    }
  }
}

/** What applying again would change: the differences as text, empty for none. */
export async function differences(resources: readonly Recorded[]): Promise<string> {
  const { code, stdout, stderr } = await tell(
    "kubectl",
    ["diff", "--server-side", "--field-manager=punctual-test", "-f", "-"],
    list(manifestsIn(resources)),
  );
  if (code === 0 || code === 1) return stdout;
  throw new Error(`kubectl diff ended with ${code}:\n${stderr}`);
}

/** Deletes a plan's manifests in reverse order, and waits until they are gone. */
export async function deleteStack(resources: readonly Recorded[]): Promise<void> {
  for (const wave of waves(resources).reverse()) {
    const manifests = manifestsIn(wave);
    if (manifests.length === 0) continue;
    await kubectl(["delete", "--ignore-not-found", `--timeout=${TIMEOUT}`, "-f", "-"], list(manifests));
  }
}

async function jobEnded(name: string, at: readonly string[]): Promise<void> {
  try {
    await kubectl([...at, "wait", `job/${name}`, "--for=condition=complete", `--timeout=${TIMEOUT}`]);
  } catch (cause) {
    const { stdout } = await tell("kubectl", [...at, "logs", `job/${name}`, "--tail=50"]);
    throw new Error(`job ${name} didn't complete; it said:\n${stdout}`, { cause });
  }
}
