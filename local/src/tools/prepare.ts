import { cacheDir } from "../../bootstrap/cache-dir.mjs";
import { type Job, runJobs } from "../ui/jobs.ts";
import { type DaprTools, ensureDapr } from "./dapr.ts";
import { ensureKafka, type KafkaTool } from "./kafka.ts";
import { PINS } from "./pins.ts";
import { findPostgres, type PostgresTools } from "./postgres.ts";

/** All tools of the platform, ready to run. */
export interface Tools {
  readonly dapr: DaprTools;
  readonly kafka: KafkaTool;
  readonly postgres: PostgresTools;
}

/** Finds, fetches or builds all tools side by side, showing progress; quick when nothing is to be done. */
export async function prepareTools(signal: AbortSignal): Promise<Tools> {
  const cache = cacheDir(process.env);
  const found: { dapr?: DaprTools; kafka?: KafkaTool; postgres?: PostgresTools } = {};
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
  if (!dapr || !kafka || !postgres) throw new Error("A tool is missing although its preparation succeeded.");
  return { dapr, kafka, postgres };
}
