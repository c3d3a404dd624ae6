import { cacheDir } from "../../bootstrap/cache-dir.mjs";
import { type Job, runJobs } from "../ui/jobs.ts";
import { type DaprTools, ensureDapr } from "./dapr.ts";
import { ensureKafka, type KafkaTool } from "./kafka.ts";
import type { ObserveTools } from "./observe.ts";
import { PINS } from "./pins.ts";
import { findPostgres, type PostgresTools } from "./postgres.ts";

/** All tools of the platform, ready to run. */
export interface Tools {
  readonly dapr: DaprTools;
  readonly kafka: KafkaTool;
  readonly postgres: PostgresTools;
  /** Only where they were asked for. */
  readonly observe?: ObserveTools;
}

/**
 * Finds, fetches or builds all tools side by side, showing progress; quick when nothing is to be done.
 *
 * @param observe whether also what the platform is watched with
 */
export async function prepareTools(signal: AbortSignal, observe = false): Promise<Tools> {
  const cache = cacheDir(process.env);
  const found: { -readonly [Tool in keyof Tools]?: Tools[Tool] } = {};
  const failed = new AbortController();
  const stop = AbortSignal.any([failed.signal, signal]);
  const context = (report: (text: string) => void) => ({ cache, report, signal: stop });
  const jobs: Job[] = [
    {
      title: `Dapr ${PINS.dapr.version}`,
      async run(report) {
        found.dapr = await ensureDapr(context(report));
        return undefined;
      },
    },
    {
      title: `Kafka ${PINS.kafka.version}`,
      async run(report) {
        found.kafka = await ensureKafka(context(report));
        return found.kafka.kind === "docker" ? `Kafka by ${found.kafka.image}` : undefined;
      },
    },
    {
      title: "PostgreSQL 18",
      async run() {
        found.postgres = await findPostgres();
        return undefined;
      },
    },
  ];
  if (observe) {
    jobs.push({
      title: "Prometheus",
      async run(report) {
        // Loaded when needed: most starts do without.
        const { ensureObserveTools } = await import("./observe.ts");
        found.observe = await ensureObserveTools(context(report));
        return `Prometheus ${found.observe.prometheus.version}`;
      },
    });
  }
  const begun: Promise<unknown>[] = [];
  try {
    await runJobs(
      "Tools",
      jobs.map(({ title, run }) => ({
        title,
        run(report) {
          const running = run(report);
          begun.push(running);
          return running;
        },
      })),
    );
  } catch (error) {
    // A tool that can't be had ends the others' work too; they clean up before the message is shown.
    failed.abort(error);
    await Promise.allSettled(begun);
    throw error;
  }
  const { dapr, kafka, postgres } = found;
  if (!dapr || !kafka || !postgres || (observe && !found.observe))
    throw new Error("A tool is missing although its preparation succeeded.");
  return { dapr, kafka, postgres, ...(found.observe && { observe: found.observe }) };
}
