import { run } from "../../infra/cli/process.ts";
import { CiFailed } from "../failure.ts";

/**
 * Runs a program and tells what it said on standard output.
 *
 * @throws CiFailed with the end of what it said when it fails
 */
export async function told(tool: string, args: readonly string[], cwd: string): Promise<string> {
  const { ok, stdout, stderr } = await run({ tool, args }, { env: process.env, cwd });
  if (ok) return stdout;
  const said = (stderr.trim() || stdout.trim()).split("\n").slice(-30).join("\n");
  throw new CiFailed(`${[tool, ...args.slice(0, 3)].join(" ")} failed:\n${said}`);
}
