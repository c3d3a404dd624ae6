import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Place } from "../../infra/cli/run-steps.ts";
import { runTool, saidBy } from "../release/tool.ts";

/** What tells why a cluster isn't as it should be. Secrets are never read. */
const LOOKS: readonly { readonly file: string; readonly args: readonly string[] }[] = [
  { file: "nodes.txt", args: ["describe", "nodes"] },
  { file: "pods.txt", args: ["get", "pods", "--all-namespaces", "-o", "wide"] },
  { file: "events.txt", args: ["get", "events", "--all-namespaces", "--sort-by=.lastTimestamp"] },
  {
    file: "workloads.txt",
    args: ["get", "deployments,statefulsets,daemonsets,jobs,services,pvc", "--all-namespaces", "-o", "wide"],
  },
  { file: "described-pods.txt", args: ["describe", "pods", "--all-namespaces"] },
  // Only their names: some hold what a person configured.
  {
    file: "dapr.txt",
    args: ["get", "components,configurations,subscriptions,resiliencies", "--all-namespaces"],
  },
];
/** Of a container's log, from its end. */
const LINES = 2_000;

const pods = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ namespace: z.string(), name: z.string() }),
      status: z.object({
        containerStatuses: z.array(z.object({ name: z.string(), restartCount: z.int() })).default([]),
        initContainerStatuses: z.array(z.object({ name: z.string(), restartCount: z.int() })).default([]),
      }),
    }),
  ),
});

/**
 * Writes what the cluster that kubectl means says of itself: nodes, pods, events, and every container's log, also that of
 * a container before it was restarted. What can't be had is written down instead of it: a broken cluster says little.
 *
 * @returns how many logs were written
 */
export async function collect(folder: string, place: Pick<Place, "env" | "cwd">): Promise<number> {
  const kubectl = (args: readonly string[]) =>
    runTool({ tool: "kubectl", args: [...args, "--request-timeout=30s"] }, place);
  mkdirSync(join(folder, "logs"), { recursive: true });
  for (const { file, args } of LOOKS) {
    const said = await kubectl(args);
    writeFileSync(
      join(folder, file),
      said.ok ? said.stdout : `kubectl ${args.join(" ")} failed:\n${saidBy(said)}\n`,
    );
  }
  const found = await kubectl(["get", "pods", "--all-namespaces", "-o", "json"]);
  if (!found.ok) return 0;
  let written = 0;
  for (const { metadata, status } of pods.parse(JSON.parse(found.stdout)).items) {
    for (const { name, restartCount } of [...status.initContainerStatuses, ...status.containerStatuses]) {
      for (const previous of restartCount > 0 ? [false, true] : [false]) {
        const args = ["-n", metadata.namespace, "logs", metadata.name, "-c", name, `--tail=${LINES}`];
        const said = await kubectl(previous ? [...args, "--previous"] : args);
        const file = `${metadata.namespace}.${metadata.name}.${name}${previous ? ".before" : ""}.log`;
        writeFileSync(join(folder, "logs", file), said.ok ? said.stdout : `${saidBy(said)}\n`);
        written++;
      }
    }
  }
  return written;
}
