import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How to run a command to its end. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Run as another account. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** Each line of standard output and standard error, as it comes. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** A command that failed or could not be run. */
export class CommandError extends Error {
  /** True where there is no such command. */
  readonly missing: boolean;

  constructor(message: string, missing: boolean) {
    super(message);
    this.name = "CommandError";
    this.missing = missing;
  }
}

/** Lines kept for the error message of a command that fails. */
const TAIL = 20;

/**
 * Runs a command to its end and gives what it printed, standard error included.
 * Rejects with a CommandError that carries its last lines.
 */
export function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const child = spawn(file, args, {
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.env && { env: options.env }),
      ...(options.account && { uid: options.account.uid, gid: options.account.gid }),
      ...(options.signal && { signal: options.signal }),
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        options.onLine?.(line);
      });
    }
    child.on("error", (error) =>
      reject(new CommandError(`${file}: ${error.message}`, "code" in error && error.code === "ENOENT")),
    );
    child.on("close", (code, signal) => {
      if (code === 0) resolve(lines.join("\n"));
      else {
        const end = lines.slice(-TAIL).join("\n  ");
        reject(
          new CommandError(
            `${file} ${signal ? `was stopped by ${signal}` : `ended with ${code}`}:\n  ${end}`,
            false,
          ),
        );
      }
    });
  });
}
