import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createFirer } from "../../src/reminders/fire.ts";
import { keptOf, startReminding } from "./support.ts";

const { pool, person, published, bringJob, setDown } = await startReminding();
const soon = () => new Date(Date.now() + 300).toISOString();
const eventsOf = (taskId: number) => published.filter(({ event }) => event.subject === `task/${taskId}`);

async function remindSoon(more: object = {}) {
  const ada = await person();
  const at = soon();
  const task = await ada.add({ title: "Call Bob", reminders: [{ at }], ...more });
  const job = { task_id: task.id, reminder_id: 1, remind_at: at };
  return { ada, task, at, job };
}

describe("a job that is due", () => {
  it("publishes the reminder's event under its owner's key, not before its time, and once", async () => {
    const { ada, task, at, job } = await remindSoon({ due_at: "2097-03-28T09:00:00Z" });
    const answers = await Promise.all([1, 2, 3].map(() => bringJob(`reminder-task-${task.id}`, job)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    await bringJob(`reminder-task-${task.id}`, job);
    const events = eventsOf(task.id);
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(1);
    const [first] = events;
    expect(first).toMatchObject({ topic: "reminders", key: ada.userId });
    expect(first?.event.data).toMatchObject({
      task_id: task.id,
      title: "Call Bob",
      due_at: "2097-03-28T09:00:00.000Z",
      remind_at: at,
      user_id: ada.userId,
      reminder_id: 1,
    });
    expect(Date.parse(first?.event.time ?? "")).toBeGreaterThanOrEqual(Date.parse(at));
    expect(await keptOf(pool, task.id)).toMatchObject([{ state: "fired" }]);
  });

  it("takes what Dapr wraps", async () => {
    const { task, job } = await remindSoon();
    const value = JSON.stringify(job);
    await bringJob("any", { "@type": "type.googleapis.com/google.protobuf.StringValue", value });
    expect(eventsOf(task.id)).toHaveLength(1);
  });

  it("says nothing of a task that was completed, or of a reminder that moved", async () => {
    const { ada, task, job } = await remindSoon();
    await ada.ask("POST", `/api/tasks/${task.id}/complete`);
    expect((await bringJob("any", job)).statusCode).toBe(200);
    const moved = await remindSoon();
    await moved.ada.ask("PATCH", `/api/tasks/${moved.task.id}`, {
      reminders: [{ id: 1, at: "2097-01-01T00:00:00Z" }],
    });
    expect((await bringJob("any", moved.job)).statusCode).toBe(200);
    expect([...eventsOf(task.id), ...eventsOf(moved.task.id)]).toEqual([]);
  });

  it("is tried again while Kafka is down, and answers what it doesn't know as done", async () => {
    const { task, job } = await remindSoon();
    setDown(new Error("Kafka is down"));
    expect((await bringJob("any", job)).statusCode).toBe(500);
    setDown(undefined);
    await expect.poll(async () => (await bringJob("any", job)).statusCode, { timeout: 5_000 }).toBe(200);
    expect(eventsOf(task.id)).toHaveLength(1);
    expect((await bringJob("something-else", {})).statusCode).toBe(200);
  });

  it("is the sidecar's alone to bring", async () => {
    const ada = await person();
    expect((await ada.ask("POST", "/job/reminder-task-1", {})).statusCode).toBe(401);
  });
});

describe("what no job came for", () => {
  const none = { armed() {}, fired() {}, missed() {}, failed() {}, reconciled() {} };
  const logger = { warn() {}, info() {} };
  const told: { id: string; data: Record<string, unknown> }[] = [];
  const firer = createFirer({
    pool,
    metrics: none,
    logger,
    publish: async ({ id, data }) => void told.push({ id, data: data as Record<string, unknown> }),
  });
  const set = (taskId: number, age: string) =>
    pool.query("UPDATE reminder SET remind_at = now() - $2::interval WHERE task_id = $1", [taskId, age]);

  it("is told once it is overdue", async () => {
    const { task } = await remindSoon();
    await set(task.id, "3 hours");
    await firer.fireOverdue();
    await firer.fireOverdue();
    expect(told.filter(({ data }) => data.task_id === task.id)).toHaveLength(1);
  });

  it("is told as one for each person where it was missed for over a day", async () => {
    const ada = await person();
    const tasks = [];
    for (const title of ["one", "two", "three"])
      tasks.push(await ada.add({ title, reminders: [{ at: soon() }] }));
    for (const [i, { id }] of tasks.entries()) await set(id, `${30 + i} hours`);
    await delay(0);
    await firer.fireOverdue();
    await firer.fireOverdue();
    const events = told.filter(({ data }) => data.user_id === ada.userId);
    expect(events).toHaveLength(1);
    expect(events[0]?.data).toMatchObject({
      title: "one",
      missed_count: 3,
      missed: [{ title: "one" }, { title: "two" }, { title: "three" }],
    });
    for (const { id } of tasks) expect(await keptOf(pool, id)).toMatchObject([{ state: "fired" }]);
  });

  it("is the same event again where nobody noted that it was told", async () => {
    const { ada, task } = await remindSoon();
    await set(task.id, "40 hours");
    await firer.fireOverdue();
    await pool.query("UPDATE reminder SET fired_at = NULL WHERE task_id = $1", [task.id]);
    await firer.fireOverdue();
    const ids = told.filter(({ data }) => data.user_id === ada.userId).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});
