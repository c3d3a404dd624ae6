import { adminOutbox } from "@punctual/contracts/admin";
import { CommandFailed } from "@punctual/local/failure";
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { findPlace, type PlaceOptions, withPlace } from "../place.ts";
import { show } from "../show.ts";

const LIMIT_MS = 5000;
/** Events don't wait longer than this where all is well, in seconds. */
const OUTBOX_SECONDS = 60;

/** `health`: whether chat-api lives, is ready, and gets rid of its events. Exit code 1 where not. */
export function addHealth(program: Command): void {
  withPlace(program.command("health"))
    .description("whether chat-api lives, is ready and gets rid of its events; exit code 1 where not")
    .action(async (options: PlaceOptions) => {
      const place = findPlace(options);
      const [lives, ready] = await Promise.all([
        answers(place.url, "/healthz"),
        answers(place.url, "/readyz"),
      ]);
      const outbox = ready ? await ask(place, { path: "/outbox" }, adminOutbox) : null;
      const flows = outbox !== null && outbox.failing.length === 0 && outbox.age_seconds < OUTBOX_SECONDS;
      const healthy = lives && ready && flows;
      show(options, { url: place.url, healthy, lives, ready, outbox }, () => [
        `${place.url} ${healthy ? "is well" : "is NOT well"}`,
        `lives   ${yes(lives)}`,
        `ready   ${yes(ready)}`,
        `events  ${outbox ? `${outbox.depth} wait, ${outbox.failing.length} users fail` : "unknown"}`,
      ]);
      if (!healthy) throw new CommandFailed("Not all is well.");
    });
}

async function answers(url: string, path: string): Promise<boolean> {
  try {
    return (await fetch(new URL(path, url), { signal: AbortSignal.timeout(LIMIT_MS) })).ok;
  } catch {
    return false;
  }
}

function yes(is: boolean): string {
  return is ? "yes" : "NO";
}
