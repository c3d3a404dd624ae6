import { ROOT } from "@punctual/local/data/paths";
import { type Said, tell } from "../../support/tell.ts";

/** Runs `npm run local -- ...` as a person would, less npm and the bootstrap (we are on the right Node already). */
export function cli(dataDir: string, ...args: readonly string[]): Promise<Said> {
  return tell(process.execPath, ["local/cli.ts", ...args, "--data-dir", dataDir], "", {
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  });
}

/** Runs a command that must succeed. */
export async function cliOk(dataDir: string, ...args: readonly string[]): Promise<string> {
  const result = await cli(dataDir, ...args);
  if (result.code !== 0) {
    throw new Error(`local ${args.join(" ")} ended with ${result.code}:\n${result.stderr}\n${result.stdout}`);
  }
  return result.stdout;
}
