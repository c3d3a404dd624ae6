import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { adminSeedLine } from "@punctual/contracts/admin";
import { CommandFailed } from "@punctual/local/failure";
import { type Command, InvalidArgumentError } from "commander";
import { send } from "../ask.ts";
import { findPlace, type Place, type PlaceOptions, withPlace } from "../place.ts";
import { show } from "../show.ts";

/** What to fill a platform with. */
export interface SeedWish {
  readonly users: number;
  /** For each of them. */
  readonly tasks: number;
  readonly seed: number;
  /** Number of the first user. */
  readonly first: number;
  readonly now?: string;
}

/** How a seed ended. */
interface Seeded {
  readonly first_user: string;
  readonly last_user: string;
  readonly seconds: number;
}

/** `seed`: people with tasks, the same for the same seed. */
export function addSeed(program: Command): void {
  withPlace(program.command("seed"))
    .description("makes people with tasks that look like life; the same seed makes the same, but for ids")
    .requiredOption("--users <n>", "how many people", whole)
    .requiredOption("--tasks <n>", "how many tasks each", whole)
    .option("--seed <n>", "another one makes other tasks", whole, 1)
    .option("--first <n>", "number of the first of them: add to those that are there", whole, 1)
    .option("--now <instant>", "around when things are due, such as 2027-01-31T09:00:00Z, or `now`", instant)
    .action(async (options: PlaceOptions & SeedWish) => {
      const { users, tasks, seed: number, first, now } = options;
      const wish = { users, tasks, seed: number, first, ...(now !== undefined && { now }) };
      const seeded = await seed(findPlace(options), wish, (line) => console.error(line));
      show(options, seeded, () => [`${seeded.first_user} to ${seeded.last_user}, in ${seeded.seconds} s`]);
    });
}

/** Fills a platform. @param say is told now and then how far it is */
export async function seed(place: Place, wish: SeedWish, say: (line: string) => void): Promise<Seeded> {
  const response = await send(place, { method: "POST", path: "/seed", body: wish, limitMs: null });
  if (!response.body) throw new CommandFailed("The seed's answer has no body.");
  let told = 0;
  for await (const text of createInterface({ input: Readable.fromWeb(response.body as ReadableStream) })) {
    const line = adminSeedLine.parse(JSON.parse(text));
    if ("error" in line) throw new CommandFailed(`Seeding failed: ${line.error}`);
    if ("done" in line) return line;
    if ("tidying" in line) say("vacuuming and analysing");
    else if (line.users > told) {
      told = line.users;
      say(`${line.users} of ${wish.users} users, ${line.tasks} tasks`);
    }
  }
  throw new CommandFailed("The seed's answer broke off: see chat-api's log.");
}

function whole(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function instant(text: string): string {
  const ms = text === "now" ? Date.now() : Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError("It must be such as 2027-01-31T09:00:00Z, or now.");
  return new Date(ms).toISOString();
}
