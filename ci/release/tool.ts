import { type Ended, run } from "../../infra/cli/process.ts";
import type { Place } from "../../infra/cli/run-steps.ts";
import { line } from "../../infra/cli/shell.ts";
import type { Command } from "../../infra/cli/step.ts";
import { CiFailed } from "../failure.ts";

/** Where the programs of others are to be had. */
const FROM: Readonly<Record<string, string>> = {
  pulumi: "https://www.pulumi.com/docs/install/",
  cosign: "https://docs.sigstore.dev/cosign/system_config/installation/",
  oras: "https://oras.land/docs/installation",
  docker: "https://docs.docker.com/engine/install/",
  az: "https://learn.microsoft.com/cli/azure/install-azure-cli",
  gcloud: "https://cloud.google.com/sdk/docs/install",
  oci: "https://docs.oracle.com/iaas/Content/API/SDKDocs/cliinstall.htm",
};

/** Runs a program to its end, however that is. @throws CiFailed when it isn't installed */
export function runTool(command: Command, place: Pick<Place, "env" | "cwd">): Promise<Ended> {
  return run(command, place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    const from = FROM[command.tool];
    throw new CiFailed(`${command.tool} is not on the PATH${from ? `: it is at ${from}` : ""}`);
  });
}

/** @returns what it said @throws CiFailed with the command and what it said, when it fails or isn't installed */
export async function mustRun(command: Command, place: Pick<Place, "env" | "cwd">): Promise<string> {
  const ended = await runTool(command, place);
  if (!ended.ok) throw new CiFailed(`Could not:\n  ${line(command)}\n${saidBy(ended)}`);
  return ended.stdout;
}

export const saidBy = ({ stdout, stderr }: Ended) => `${stderr.trim()}\n${stdout.trim()}`.trim();
