import type { NewTask, Task } from "@punctual/contracts/task";
import { taskOf } from "../domain/new-task.ts";
import { type Random, zipf } from "./random.ts";
import { VOCABULARY } from "./vocabulary.ts";

/** Projects and tags that each person of a seed has. */
export const PROJECTS = names(20, (word) => `${capital(word)} project`);
export const TAGS = names(30, (word) => word);

const wordRank = zipf(VOCABULARY.length);
const projectRank = zipf(PROJECTS.length);
const tagRank = zipf(TAGS.length);
const DAY_MS = 24 * 60 * 60 * 1000;
const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"] as const;
const RULES = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=YEARLY"] as const;
const ESTIMATES = ["PT15M", "PT30M", "PT1H", "PT2H", "PT8H"] as const;

/** What a person's tasks are made of. */
export interface Life {
  readonly random: Random;
  /** When it is told, in milliseconds since 1970: tasks were made in the two years before, and are due around it. */
  readonly now: number;
  /** Of {@link PROJECTS}, in that order. */
  readonly projectIds: readonly number[];
}

/** The `index`th of a person's `total` tasks; `earlier` are those that it may be a part of. */
export function taskInLife(
  { random, now, projectIds }: Life,
  place: { readonly id: number; readonly index: number; readonly total: number },
  earlier: readonly Task[],
): Task {
  const age = (1 - (place.index + random.next()) / place.total) * 730 * DAY_MS;
  const created = new Date(now - Math.max(age, 60_000));
  const due = dueOf(random, now);
  const isDue = due.due_at !== null || due.due_date !== null;
  const parent = random.chance(0.1) ? earlier[random.below(earlier.length)] : undefined;
  const draft: NewTask = {
    title: capital(text(random, 3 + random.below(5))),
    notes: random.chance(0.5) ? `${capital(text(random, 10 + random.below(11)))}.` : "",
    priority: random.weighted([
      ["none", 40],
      ["low", 20],
      ["medium", 20],
      ["high", 13],
      ["urgent", 7],
    ]),
    tags: tagsOf(random),
    ...due,
    start_at: random.chance(0.1) ? instant(now + spread(random, 30) * DAY_MS) : null,
    project_id: random.chance(0.7) ? (projectIds[projectRank(random)] ?? null) : null,
    parent_id: parent?.id ?? null,
    recurrence:
      isDue && random.chance(0.08)
        ? { rrule: one(random, RULES), mode: "schedule", exdates: [], rdates: [] }
        : null,
    reminders: isDue && random.chance(0.15) ? [{ before: "PT30M", of: "due" }] : [],
    estimate: random.chance(0.15) ? one(random, ESTIMATES) : null,
  };
  const task = taskOf(draft, place.id, created.toISOString());
  if (!random.chance(0.4)) return task;
  const completed = instant(created.getTime() + random.next() * (now - created.getTime()));
  return { ...task, status: "done", completed_at: completed, updated_at: completed, version: 2 };
}

function text(random: Random, length: number): string {
  return Array.from({ length }, () => VOCABULARY[wordRank(random)] ?? "").join(" ");
}

/** In the order that tasks are read with. */
function tagsOf(random: Random): string[] {
  const wanted = random.weighted([
    [0, 40],
    [1, 35],
    [2, 20],
    [3, 5],
  ]);
  const tags = new Set(Array.from({ length: wanted }, () => TAGS[tagRank(random)] ?? ""));
  return [...tags].sort();
}

function dueOf(random: Random, now: number): Pick<NewTask, "due_at" | "due_date" | "time_zone"> {
  if (random.chance(0.4)) return { due_at: null, due_date: null, time_zone: null };
  const at = now + (spread(random, 45) + 15) * DAY_MS;
  if (random.chance(0.6)) return { due_at: null, due_date: instant(at).slice(0, 10), time_zone: null };
  const quarter = 15 * 60 * 1000;
  return {
    due_at: instant(Math.round(at / quarter) * quarter),
    due_date: null,
    time_zone: one(random, ZONES),
  };
}

/** Around zero, mostly within `width` either way and never far beyond three times that. */
function spread(random: Random, width: number): number {
  const sum = random.next() + random.next() + random.next() + random.next();
  return (sum - 2) * 1.5 * width;
}

function one<T>(random: Random, options: readonly [T, ...T[]]): T {
  return options[random.below(options.length)] ?? options[0];
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Names made of words that aren't the commonest. */
function names(count: number, make: (word: string) => string): string[] {
  return VOCABULARY.slice(60, 60 + count).map(make);
}
