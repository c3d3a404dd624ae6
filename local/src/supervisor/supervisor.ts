import { setTimeout as delay } from "node:timers/promises";
import type { LogHub } from "../logs/hub.ts";
import type { Part } from "../parts/part.ts";
import { createRunner, type PartStatus, type Runner } from "./runner.ts";

/** A part did not become healthy within its limit. */
export class PartFailed extends Error {
  override name = "PartFailed";
  readonly part: string;

  constructor(part: string, message: string) {
    super(message);
    this.part = part;
  }
}

/** Starts, keeps and stops all parts. */
export interface Supervisor {
  readonly parts: readonly Part[];
  status(): readonly PartStatus[];
  /** Starts all parts by need; resolves when all are healthy, rejects with PartFailed. */
  start(): Promise<void>;
  /** Restarts one part; rejects with PartFailed when it does not come back, with RangeError where there is none. */
  restart(name: string): Promise<void>;
  /** Stops all parts, wave by wave. */
  stop(): Promise<void>;
  /** Kills all parts at once. */
  kill(): void;
}

/** What a supervisor works with; the figures are changed by tests only. */
export interface SupervisorOptions {
  readonly parts: readonly Part[];
  readonly logs: LogHub;
  readonly onProcess: (part: Part, pid: number | undefined) => void;
  readonly say: (text: string) => void;
  /** How long a part may take to become healthy once what it needs is there, in milliseconds. */
  readonly startLimitMs?: number;
  /** Crashes in a row, before it was ever healthy, after which a part is given up. */
  readonly startTries?: number;
  readonly checkEveryMs?: number;
}

/** How long each wave may take to stop, in milliseconds; together less than 10 s. */
const GRACE_MS: Readonly<Record<number, number>> = { 1: 3500, 2: 2500, 3: 1000, 4: 2000 };
const RESTART_GRACE_MS = 5000;
const POLL_MS = 100;

/** Makes a supervisor; nothing is started yet. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { parts, logs, startLimitMs = 120_000, startTries = 6 } = options;
  const stopping = new AbortController();
  const runners = new Map<string, Runner>(
    parts.map((part) => [
      part.name,
      createRunner(part, {
        onLine: (line) => logs.write(part.name, line),
        onProcess: (pid) => options.onProcess(part, pid),
        say: options.say,
        checkEveryMs: options.checkEveryMs ?? 2000,
      }),
    ]),
  );

  /** Rejects when a part takes too long or keeps dying; resolves when waiting has become pointless. */
  async function limit(runner: Runner, done: AbortSignal): Promise<void> {
    const until = Date.now() + startLimitMs;
    const before = runner.status().restarts;
    while (!done.aborted) {
      const { restarts, detail } = runner.status();
      if (restarts - before >= startTries)
        throw failure(runner, `died ${restarts - before} times in a row (${detail})`);
      if (Date.now() > until)
        throw failure(runner, `did not become healthy within ${startLimitMs / 1000} s (${detail})`);
      await delay(POLL_MS, undefined, { signal: done }).catch(() => undefined);
    }
  }

  function failure({ part }: Runner, what: string): PartFailed {
    const lines = logs.tail(part.name).map((line) => `    ${line}`);
    const log = lines.length > 0 ? `Its last lines:\n${lines.join("\n")}` : "It wrote nothing.";
    return new PartFailed(part.name, `${part.name} ${what}. ${log}`);
  }

  async function within(runner: Runner, healthy: Promise<void>): Promise<void> {
    const done = new AbortController();
    try {
      await Promise.race([healthy, limit(runner, AbortSignal.any([done.signal, stopping.signal]))]);
    } finally {
      done.abort();
    }
  }

  return {
    parts,
    status: () => [...runners.values()].map((runner) => runner.status()),
    async start() {
      const ready = new Map<string, Promise<void>>();
      const startOne = (runner: Runner): Promise<void> => {
        const { name, needs } = runner.part;
        const begun = ready.get(name);
        if (begun !== undefined) return begun;
        const needed = needs.map((need) => {
          const other = runners.get(need);
          if (!other) throw new Error(`${name} needs ${need}, which is no part.`);
          return startOne(other);
        });
        const promise = Promise.all(needed).then(async () => {
          if (!stopping.signal.aborted) await within(runner, runner.start());
        });
        ready.set(name, promise);
        return promise;
      };
      await Promise.all([...runners.values()].map(startOne));
      stopping.signal.throwIfAborted();
    },
    async restart(name) {
      const runner = runners.get(name);
      if (!runner) throw new RangeError(`There is no part ${name}.`);
      await within(runner, runner.restart(RESTART_GRACE_MS));
    },
    async stop() {
      stopping.abort(new Error("stopped"));
      const waves = [...new Set(parts.map((part) => part.stopWave))].sort((a, b) => a - b);
      for (const wave of waves) {
        const members = [...runners.values()].filter((runner) => runner.part.stopWave === wave);
        await Promise.all(members.map((runner) => runner.stop(GRACE_MS[wave] ?? 2000)));
      }
    },
    kill() {
      for (const runner of runners.values()) runner.kill();
    },
  };
}
