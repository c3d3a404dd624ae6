import type { Person } from "./person.ts";
import type { Platform } from "./platform.ts";

/** Adds tasks, each with a reminder at its time (milliseconds of the epoch); gives the tasks' ids. */
export async function remindAt(person: Person, times: readonly number[]): Promise<number[]> {
  const operations = times.map((at, n) => ({
    op: "create",
    task: { title: `Reminder ${n}`, reminders: [{ at: new Date(at).toISOString() }] },
  }));
  const answer = await person.fetch("/api/tasks/bulk", { body: { operations, atomic: true } });
  const { results } = (await answer.json()) as { results: readonly { task: { id: number } }[] };
  return results.map(({ task }) => task.id);
}

/** How often a person was told of each of some tasks, in the clients that they have open. */
export async function seenOf(platform: Platform, person: Person, ids: readonly number[]): Promise<number[]> {
  const rows = await platform.sql<{ n: number }>(
    "chat_api",
    `SELECT (SELECT count(*)::int FROM notice WHERE user_id = $1 AND notice.task_id = wanted.id) AS n
     FROM unnest($2::bigint[]) AS wanted (id)`,
    [person.userId, ids],
  );
  return rows.map(({ n }) => n);
}
