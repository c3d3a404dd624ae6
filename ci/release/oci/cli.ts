import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { isInstalled } from "../../../infra/cli/tools.ts";
import { commandPlace } from "../place.ts";
import { mustRun } from "../tool.ts";

const VERSION = "3.95.1";

/** Makes sure of the OCI CLI, which kubectl and Pulumi ask for tokens: hosted runners don't have it. @throws CiFailed */
export async function ensureOciCli(env: NodeJS.ProcessEnv, folder: string): Promise<void> {
  if (isInstalled("oci", env)) return;
  const place = commandPlace(env);
  await mustRun({ tool: "python3", args: ["-m", "venv", folder] }, place);
  const pip = ["-m", "pip", "install", "--quiet", `oci-cli==${VERSION}`];
  await mustRun({ tool: join(folder, "bin/python"), args: pip }, place);
  if (env.GITHUB_PATH) appendFileSync(env.GITHUB_PATH, `${join(folder, "bin")}\n`);
}
