import { adminPurged } from "@punctual/contracts/admin";
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { findPlace, type PlaceOptions, withPlace } from "../place.ts";
import { show, table } from "../show.ts";

const LIMIT_MS = 30 * 60_000;

/** `purge`: deletes now what would be deleted within the hour. */
export function addPurge(program: Command): void {
  withPlace(program.command("purge"))
    .description("deletes now what has had its time; otherwise it goes within the hour")
    .action(async (options: PlaceOptions) => {
      const question = { method: "POST", path: "/purge", limitMs: LIMIT_MS } as const;
      const purged = await ask(findPlace(options), question, adminPurged);
      show(options, purged, () => table(["WHAT", "DELETED"], Object.entries(purged)));
    });
}
