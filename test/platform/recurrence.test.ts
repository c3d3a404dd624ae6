import type { Task } from "@punctual/contracts/task";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { newPerson, type Person } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";

const platform = attachPlatform(inject("platformDataDir"));
const TASKS = 1000;
const AT_ONCE = 500;
const ALL_MADE_MS = 150_000;

// Whatever a test broke must work again before the next one.
afterEach(() => platform.healthy());

/** Events of somebody that recurrence has had: a task made, completed and followed. */
const EVENTS = "SELECT event_id::text FROM audit_entry WHERE user_id = $1";

interface Bulk {
  readonly results: readonly { readonly status: string; readonly task: Task }[];
}

async function bulk(person: Person, operations: readonly object[]): Promise<Task[]> {
  const answer = await person.fetch("/api/tasks/bulk", { body: { operations } });
  const { results } = (await answer.json()) as Bulk;
  expect(results.map(({ status }) => status)).toEqual(operations.map(() => "done"));
  return results.map(({ task }) => task);
}

/** Open tasks of somebody, and how many different due dates and predecessors they have. */
async function openTasks(person: Person): Promise<{ open: number; titles: number }> {
  const [row] = await platform.sql<{ open: number; titles: number }>(
    "chat_api",
    `SELECT count(*)::int AS open, count(DISTINCT title)::int AS titles FROM task
     WHERE user_id = $1 AND status = 'open' AND due_date = '2099-01-02' AND deleted_at IS NULL`,
    [person.userId],
  );
  return row ?? { open: 0, titles: 0 };
}

async function countOf(role: "chat_api" | "recurrence", sql: string, person: Person): Promise<number> {
  const [row] = await platform.sql<{ n: number }>(role, sql, [person.userId]);
  return row?.n ?? -1;
}

/** Waits until recurrence has taken all completions and seen to all of them. */
async function allSeenTo(person: Person): Promise<void> {
  await vi.waitFor(
    async () => {
      const taken =
        "SELECT count(*)::int AS n FROM audit_entry WHERE user_id = $1 AND event_type = 'completed'";
      expect(await countOf("recurrence", taken, person)).toBe(TASKS);
      const waiting = "SELECT count(*)::int AS n FROM wanted_occurrence WHERE user_id = $1";
      expect(await countOf("recurrence", waiting, person)).toBe(0);
      const unsent = "SELECT count(*)::int AS n FROM outbox WHERE user_id = $1 AND sent_at IS NULL";
      expect(await countOf("chat_api", unsent, person)).toBe(0);
    },
    { timeout: ALL_MADE_MS, interval: 500 },
  );
}

describe("completing a thousand recurring tasks", () => {
  it("with recurrence and the broker killed in between makes a thousand next ones, and told twice no more", async () => {
    const person = await newPerson(platform);
    const drafts = Array.from({ length: TASKS }, (_, i) => ({
      ...{ title: `Task ${i}`, due_date: "2099-01-01" },
      recurrence: { rrule: "FREQ=DAILY" },
    }));
    const tasks: Task[] = [];
    for (let from = 0; from < TASKS; from += AT_ONCE) {
      const some = drafts.slice(from, from + AT_ONCE);
      tasks.push(
        ...(await bulk(
          person,
          some.map((task) => ({ op: "create", task })),
        )),
      );
    }
    const complete = (some: readonly Task[]) =>
      bulk(
        person,
        some.map(({ id }) => ({ op: "complete", id })),
      );

    await complete(tasks.slice(0, AT_ONCE));
    await platform.signal("recurrence", "SIGKILL");
    await platform.whileDown("kafka", () => complete(tasks.slice(AT_ONCE)));
    await vi.waitFor(async () => expect((await openTasks(person)).open).toBeGreaterThan(TASKS / 4), {
      timeout: ALL_MADE_MS,
      interval: 100,
    });
    await platform.signal("recurrence", "SIGKILL");
    await allSeenTo(person);
    expect(await openTasks(person)).toEqual({ open: TASKS, titles: TASKS });

    // The broker delivers all anew, and recurrence has forgotten that it had them.
    await platform.sql("recurrence", `DELETE FROM inbox WHERE event_id IN (${EVENTS})`, [person.userId]);
    await platform.sql("chat_api", "UPDATE outbox SET sent_at = NULL WHERE user_id = $1", [person.userId]);
    const taken = `SELECT count(*)::int AS n FROM inbox WHERE event_id IN (${EVENTS})`;
    await vi.waitFor(
      async () => expect(await countOf("recurrence", taken, person)).toBeGreaterThanOrEqual(3 * TASKS),
      { timeout: ALL_MADE_MS, interval: 500 },
    );
    await allSeenTo(person);
    expect(await openTasks(person)).toEqual({ open: TASKS, titles: TASKS });
  });
});

describe("a recurring task", () => {
  it("is followed by its next occurrence, which goes when it is opened again", async () => {
    const person = await newPerson(platform);
    const made = await person.fetch("/api/quick-add", {
      body: { text: "Water the plants every day", time_zone: "UTC" },
    });
    const { task } = (await made.json()) as { task: Task };
    await person.fetch(`/api/tasks/${task.id}/complete`, { method: "POST" });
    const open = async () => {
      const answer = await person.fetch("/api/tasks?query=status:open");
      return ((await answer.json()) as { items: Task[] }).items;
    };
    const [next] = await vi.waitFor(
      async () => {
        const found = await open();
        expect(found).toHaveLength(1);
        return found;
      },
      { timeout: 10_000, interval: 20 },
    );
    expect(next).toMatchObject({ title: "Water the plants", series: { id: task.id, number: 2 } });
    expect(next?.due_date && next.due_date > String(task.due_date)).toBe(true);
    await person.fetch(`/api/tasks/${task.id}/reopen`, { method: "POST" });
    expect((await open()).map(({ id }) => id)).toEqual([task.id]);
  });
});
