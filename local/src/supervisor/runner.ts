import { setTimeout as delay } from "node:timers/promises";
import { reasonOf } from "../failure.ts";
import type { Part } from "../parts/part.ts";
import { createBackoff } from "./backoff.ts";
import { type Child, startChild } from "./child.ts";
import { ailment, untilHealthy } from "./health.ts";

/** What a part is doing. */
export type Phase = "waiting" | "starting" | "healthy" | "unhealthy" | "restarting" | "stopped";

/** What is known of a part at a moment. */
export interface PartStatus {
  readonly name: string;
  readonly pid: number | null;
  readonly ports: readonly number[];
  readonly phase: Phase;
  /** What it does or waits for, for a person. */
  readonly detail: string;
  /** How often it died and was started again. */
  readonly restarts: number;
}

/** What a runner tells and asks. */
export interface RunnerHost {
  readonly onLine: (line: string) => void;
  /** A process began or ended. */
  readonly onProcess: (pid: number | undefined) => void;
  /** News for a person. */
  readonly say: (text: string) => void;
  /** How long between checks of a healthy part, in milliseconds. */
  readonly checkEveryMs: number;
}

/** Keeps one part running. */
export interface Runner {
  readonly part: Part;
  status(): PartStatus;
  /** Starts it and keeps it running; resolves when it is healthy for the first time, however often it dies before. */
  start(): Promise<void>;
  /** Stops its process and starts it anew at once; resolves when it is healthy again. */
  restart(graceMs: number): Promise<void>;
  stop(graceMs: number): Promise<void>;
  kill(): void;
}

/** Makes the runner of a part; nothing is started yet. */
export function createRunner(part: Part, host: RunnerHost): Runner {
  const stopping = new AbortController();
  const backoff = createBackoff();
  let phase: Phase = "waiting";
  let detail = part.needs.length > 0 ? `waits for ${part.needs.join(", ")}` : "";
  let restarts = 0;
  let child: Child | undefined;
  let running: Promise<void> | undefined;
  let healthyAgain = Promise.withResolvers<void>();
  let hurry = new AbortController();
  let asked = false;

  const enter = (next: Phase, text: string) => {
    phase = next;
    detail = text;
  };

  /** From start to end of one process; gives how it ended and for how long it was healthy. */
  async function once(): Promise<{ end: string; healthyMs: number }> {
    enter("starting", "starting");
    const command = await part.command((text) => enter("starting", text));
    if (stopping.signal.aborted) return { end: "was stopped", healthyMs: 0 };
    const current = startChild(command, host.onLine);
    child = current;
    host.onProcess(current.pid);
    const gone = new AbortController();
    const end = current.ended.finally(() => gone.abort());
    enter("starting", "waits until it is healthy");
    let healthySince: number | undefined;
    try {
      await untilHealthy(part, gone.signal, (reason) =>
        enter("starting", `waits until it is healthy: ${reason}`),
      );
      await part.afterHealthy?.();
      if (!gone.signal.aborted) {
        healthySince = Date.now();
        enter("healthy", "");
        healthyAgain.resolve();
        await watch(gone.signal);
      }
    } catch (error) {
      if (!gone.signal.aborted) {
        host.say(`${part.name} could not be set up: ${reasonOf(error)}`);
        await current.stop(part.stopSignal, 2000);
      }
    }
    const text = await end;
    child = undefined;
    host.onProcess(undefined);
    return { end: text, healthyMs: healthySince === undefined ? 0 : Date.now() - healthySince };
  }

  /** Follows the health of a running part until its process ends. */
  async function watch(gone: AbortSignal): Promise<void> {
    while (!gone.aborted) {
      // A part that was lost is looked at more often, so that its return is seen soon.
      await delay(phase === "healthy" ? host.checkEveryMs : host.checkEveryMs / 8, undefined, {
        signal: gone,
      }).catch(() => undefined);
      if (gone.aborted || stopping.signal.aborted) return;
      const reason = await ailment(part, gone);
      const healthy = reason === undefined;
      if (gone.aborted || stopping.signal.aborted) return;
      if (healthy === (phase === "healthy")) continue;
      enter(healthy ? "healthy" : "unhealthy", reason ?? "");
      host.say(healthy ? `${part.name} is healthy again` : `${part.name} is not healthy: ${reason}`);
    }
  }

  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      let ended: { end: string; healthyMs: number };
      try {
        ended = await once();
      } catch (error) {
        ended = { end: reasonOf(error), healthyMs: 0 };
      }
      if (stopping.signal.aborted) break;
      if (asked) {
        asked = false;
        continue;
      }
      restarts += 1;
      const wait = backoff.next(ended.healthyMs);
      enter("restarting", `${ended.end}; starts again in ${wait / 1000} s`);
      host.say(`${part.name} ${detail}`);
      hurry = new AbortController();
      await delay(wait, undefined, { signal: AbortSignal.any([hurry.signal, stopping.signal]) }).catch(
        () => undefined,
      );
    }
    enter("stopped", "");
  }

  return {
    part,
    status: () => ({ name: part.name, pid: child?.pid ?? null, ports: part.ports, phase, detail, restarts }),
    start() {
      running ??= keepRunning();
      return healthyAgain.promise;
    },
    async restart(graceMs) {
      const before = healthyAgain;
      healthyAgain = Promise.withResolvers<void>();
      // Whoever still waits for the first time waits for this one.
      healthyAgain.promise.then(before.resolve, before.reject);
      asked = child !== undefined;
      hurry.abort();
      await child?.stop(part.stopSignal, graceMs);
      await healthyAgain.promise;
    },
    async stop(graceMs) {
      stopping.abort();
      const stopped = child?.stop(part.stopSignal, graceMs);
      if (phase === "waiting") enter("stopped", "");
      else if (phase !== "stopped") detail = "stopping";
      await stopped;
      await running;
    },
    kill: () => child?.kill(),
  };
}
