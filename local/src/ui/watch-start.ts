import { setTimeout as delay } from "node:timers/promises";
import type { Snapshot } from "../supervisor/control.ts";
import { runJobs } from "./jobs.ts";

const POLL_MS = 100;

/** The platform gave up starting; the message is for the person who asked for it. */
export class StartFailed extends Error {
  override name = "StartFailed";
}

/**
 * Shows parts coming up until all are healthy. `look` gives the present snapshot and may reject when there is none to
 * be had any more. Rejects with StartFailed.
 */
export async function watchStart(look: () => Promise<Snapshot>): Promise<void> {
  const first = await look();
  let current: Promise<Snapshot> | undefined;
  // All jobs look at the same moment.
  const next = () => {
    current ??= delay(POLL_MS)
      .then(look)
      .finally(() => {
        current = undefined;
      });
    return current;
  };
  await runJobs(
    "Starting",
    first.parts.map((part) => ({
      title: part.name,
      async run(report) {
        for (let snapshot = first; ; snapshot = await next()) {
          const own = snapshot.parts.find(({ name }) => name === part.name);
          if (own?.phase === "healthy") return undefined;
          if (snapshot.failure) throw new StartFailed(snapshot.failure.message);
          if (snapshot.phase === "stopping") throw new StartFailed("Stopped before everything was up.");
          if (own && own.detail !== "") report(own.detail);
        }
      },
    })),
  );
}
