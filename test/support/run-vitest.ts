import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs Vitest with a configuration of its own and the arguments of our own command line, its output shown.
 *
 * @param env beside our own environment
 * @returns its exit code
 */
export async function runVitest(config: string, env: Readonly<Record<string, string>> = {}): Promise<number> {
  const child = spawn("vitest", ["run", "--config", config, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  const [code] = (await once(child, "close")) as [number | null];
  return code ?? 1;
}
