import type { LogFormat } from "../logs/parse.ts";

/** How a process is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Run as another account (only root can). */
  readonly account?: { readonly uid: number; readonly gid: number };
}

/** One process of the platform: all that the supervisor knows of it. */
export interface Part {
  readonly name: string;
  /** Names of parts that must be healthy before this one is first started. */
  readonly needs: readonly string[];
  readonly ports: readonly number[];
  readonly logFormat: LogFormat;
  /** Services are shown from `info`, infrastructure from `warn` unless asked otherwise. */
  readonly kind: "service" | "infrastructure";
  /** Parts stop in waves, lowest first. */
  readonly stopWave: number;
  readonly stopSignal: "SIGTERM" | "SIGINT";
  /** Makes ready what the process needs and gives its command. Called before each start; must be repeatable. */
  command(report: (text: string) => void): Promise<Command>;
  /** Resolves when it is healthy; rejects with what is wrong with it. */
  check(signal: AbortSignal): Promise<void>;
  /** Done once it answers and before others may rely on it; must be repeatable. */
  afterHealthy?(): Promise<void>;
}
