import { setTimeout as delay } from "node:timers/promises";
import type { BenchPlatform } from "../platform/platform.ts";
import type { SeededUser } from "../platform/users.ts";
import { spread } from "../spread.ts";
import type { Receiver } from "./receiver.ts";

/** Written at once by one person. */
const BULK = 500;
/** What isn't there by then is lost. */
const PATIENCE_MS = 60_000;

/** What is asked for. */
export interface Round {
  readonly reminders: number;
  /** From now until the first is due, in milliseconds. */
  readonly aheadMs: number;
  /** From the first's being due until the last's is. */
  readonly withinMs: number;
}

/**
 * Sets reminders of many people, evenly over a time, and waits until a webhook was told of all of them.
 *
 * @returns how late they were told in milliseconds, how many were early, told twice, or never
 */
export async function measureRound(
  platform: BenchPlatform,
  receiver: Receiver,
  users: readonly SeededUser[],
  { reminders, aheadMs, withinMs }: Round,
): Promise<object> {
  const first = Date.now() + aheadMs;
  const wanted = new Set<number>();
  const began = receiver.told.length;
  const byUser = Map.groupBy(Array.from({ length: reminders }).keys(), (n) => n % users.length);
  for (const [index, numbers] of byUser) {
    const user = users[index];
    if (!user) continue;
    const drafts = numbers.map((n) => ({
      title: `Reminder ${n}`,
      reminders: [{ at: new Date(first + Math.floor((n * withinMs) / reminders)).toISOString() }],
    }));
    for (let from = 0; from < drafts.length; from += BULK) {
      for (const id of await create(platform, user, drafts.slice(from, from + BULK))) wanted.add(id);
    }
  }
  const setUp = first - Date.now();
  if (setUp < 0) throw new Error("writing the reminders took longer than until the first was due");
  const until = first + withinMs + PATIENCE_MS;
  const mine = () => receiver.told.slice(began).filter(({ taskId }) => wanted.has(taskId));
  while (Date.now() < until && new Set(mine().map(({ taskId }) => taskId)).size < wanted.size)
    await delay(200);
  // What comes twice comes soon after.
  await delay(2_000);
  const told = mine();
  return {
    reminders: wanted.size,
    within_ms: withinMs,
    lateness_ms: spread(told.map(({ lateMs }) => lateMs)),
    early: told.filter(({ lateMs }) => lateMs < 0).length,
    twice: told.length - new Set(told.map(({ taskId }) => taskId)).size,
    never: wanted.size - new Set(told.map(({ taskId }) => taskId)).size,
  };
}

async function create(
  { url }: BenchPlatform,
  { token }: SeededUser,
  drafts: readonly object[],
): Promise<number[]> {
  const operations = drafts.map((task) => ({ op: "create", task }));
  const answer = await fetch(new URL("/api/tasks/bulk", url), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ operations, atomic: true }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`writing reminders: ${answer.status} ${text}`);
  const { results } = JSON.parse(text) as { results: readonly { task: { id: number } }[] };
  return results.map(({ task }) => task.id);
}
