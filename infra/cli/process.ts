import { spawn } from "node:child_process";
import type { Command } from "./step.ts";

/** How a program ended. */
export interface Ended {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end. What it says on stdout is kept, and not shown unless the command is `live`: it may be a
 * secret.
 */
export function run(
  { tool, args, env = {}, stdin, live = false }: Command,
  { env: outer, cwd }: { env: NodeJS.ProcessEnv; cwd: string },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, {
      cwd,
      env: { ...outer, ...env },
      stdio: ["pipe", live ? "inherit" : "pipe", live ? "inherit" : "pipe"],
    });
    const said = { stdout: "", stderr: "" };
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said.stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said.stderr += text;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ ok: code === 0, ...said }));
    // A program that doesn't read what it is given has its own reasons, and tells them by its exit code.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(stdin?.make() ?? "");
  });
}
