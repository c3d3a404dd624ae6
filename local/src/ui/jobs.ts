import { Listr } from "listr2";

/** One thing to be done that may take long. */
export interface Job {
  readonly title: string;
  /** Says through `report` what it does or waits for; may give a new title for when it is done. */
  run(report: (text: string) => void): Promise<string | undefined>;
}

/** How often a plain log repeats what a job reports: it would fill up with counters. */
const PLAIN_INTERVAL_MS = 10_000;

/**
 * Runs jobs side by side and shows how far they are: live on a terminal, plain lines elsewhere.
 * Rejects with the first error, once the others were told to stop by whoever gave them a signal.
 */
export async function runJobs(heading: string, jobs: readonly Job[]): Promise<void> {
  if (process.stdout.isTTY) await live(jobs);
  else await plain(heading, jobs);
}

async function live(jobs: readonly Job[]): Promise<void> {
  const started = Date.now();
  const list = new Listr(
    jobs.map((job) => ({
      title: job.title,
      task: async (_context: unknown, task: { title: string; output: string }) => {
        const title = await job.run((text) => {
          task.title = `${job.title}: ${text}`;
        });
        task.title = `${title ?? job.title} ${seconds(started)}`;
      },
    })),
    {
      concurrent: true,
      exitOnError: true,
      registerSignalListeners: false,
      rendererOptions: { collapseErrors: false, showErrorMessage: false },
    },
  );
  await list.run();
}

async function plain(heading: string, jobs: readonly Job[]): Promise<void> {
  const started = Date.now();
  await Promise.all(
    jobs.map(async (job) => {
      let saidAt = 0;
      let said = "";
      const title = await job.run((text) => {
        // What follows the first clause are details and figures, which change all the time.
        const words = text.split(/[:(,]/)[0] ?? "";
        if (words === said && Date.now() - saidAt < PLAIN_INTERVAL_MS) return;
        said = words;
        saidAt = Date.now();
        console.log(`${heading}: ${job.title}: ${text}`);
      });
      console.log(`${heading}: ${title ?? job.title}: ready ${seconds(started)}`);
    }),
  );
}

function seconds(since: number): string {
  return `(${((Date.now() - since) / 1000).toFixed(1)} s)`;
}
