import { type ChildProcess, spawn } from "node:child_process";
import { ROOT } from "@punctual/local/data/paths";
import { vi } from "vitest";

/** `start` in the foreground, as somebody at a terminal has it. */
export interface Foreground {
  readonly child: ChildProcess;
  /** Everything that it printed so far. */
  output(): string;
  /** Waits until it printed something that matches, and gives the match. */
  printed(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Resolves with its exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts a platform in the foreground. */
export function startForeground(dataDir: string, basePort: number): Foreground {
  const args = ["local/cli.ts", "start", "--data-dir", dataDir, "--port", String(basePort)];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    child,
    output: () => text,
    ended,
    printed: (pattern, timeout = 90_000) =>
      vi.waitFor(
        () => {
          const match = pattern.exec(text);
          if (!match) throw new Error(`not printed: ${pattern}\n${text.slice(-3000)}`);
          return match;
        },
        { timeout, interval: 50 },
      ),
  };
}
