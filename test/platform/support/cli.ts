import { spawn } from "node:child_process";
import { ROOT } from "@punctual/local/data/paths";

/** What a command did. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run local -- ...` as a person would, less npm and the bootstrap (we are on the right Node already). */
export async function cli(dataDir: string, ...args: readonly string[]): Promise<CliResult> {
  const child = spawn(process.execPath, ["local/cli.ts", ...args, "--data-dir", dataDir], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once("error", reject);
  child.once("close", resolve);
  return { code: await promise, stdout, stderr };
}

/** Runs a command that must succeed. */
export async function cliOk(dataDir: string, ...args: readonly string[]): Promise<string> {
  const result = await cli(dataDir, ...args);
  if (result.code !== 0) {
    throw new Error(`local ${args.join(" ")} ended with ${result.code}:\n${result.stderr}\n${result.stdout}`);
  }
  return result.stdout;
}
