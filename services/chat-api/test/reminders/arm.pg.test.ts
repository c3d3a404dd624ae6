import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { silent } from "../../../../test/support/postgres-database.ts";
import { arm } from "../../src/reminders/arm.ts";
import { CANARY } from "../../src/reminders/job.ts";
import { startKeeper } from "../../src/reminders/keeper.ts";
import { reconcile } from "../../src/reminders/reconcile.ts";
import { memoryJobs, startReminding, waitingOf } from "./support.ts";

const { pool, person, database } = await startReminding();
const metrics = { armed() {}, fired() {}, missed() {}, failed() {}, reconciled() {} };
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
let scheduler = memoryJobs();
const armAll = () => arm({ pool, jobs: scheduler.client, metrics });
const look = () => reconcile({ pool, jobs: scheduler.client, logger: silent });
const namesOf = (id: number) =>
  [...scheduler.jobs.keys()].filter((name) => name.split("-")[2] === String(id));

beforeEach(() => {
  scheduler = memoryJobs();
});

describe("arming", () => {
  it("gives each reminder a job of its own name, and takes those away that aren't wanted", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "x", reminders: [{ at: hours(1) }, { at: hours(2) }] });
    await armAll();
    expect(namesOf(id)).toEqual([`reminder-task-${id}`, `reminder-task-${id}-2`]);
    await ada.ask("POST", `/api/tasks/${id}/complete`);
    await armAll();
    expect(namesOf(id)).toEqual([]);
    await ada.ask("POST", `/api/tasks/${id}/reopen`);
    await armAll();
    expect(namesOf(id)).toHaveLength(2);
  });

  it("moves the job of a reminder that moves", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "x", reminders: [{ at: hours(1) }] });
    await armAll();
    await ada.ask("PATCH", `/api/tasks/${id}`, { reminders: [{ id: 1, at: hours(3) }] });
    // What was cancelled may be seen to after what is new: it must not take the job of that name with it.
    await armAll();
    await armAll();
    const [at] = await waitingOf(pool, id);
    expect(scheduler.jobs.get(`reminder-task-${id}`)?.getTime()).toBe(
      Math.floor(Date.parse(at ?? "") / 1000) * 1000,
    );
  });

  it("leaves those further than 30 days away for later", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "x", reminders: [{ at: hours(31 * 24) }] });
    await armAll();
    expect(namesOf(id)).toEqual([]);
    await pool.query("UPDATE reminder SET remind_at = remind_at - interval '2 days' WHERE task_id = $1", [
      id,
    ]);
    await armAll();
    expect(namesOf(id)).toHaveLength(1);
  });

  it("says so when the scheduler is away, and goes on when it is back", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "x", reminders: [{ at: hours(1) }] });
    scheduler.setDown(new Error("the scheduler is away"));
    await expect(armAll()).rejects.toThrow("the scheduler is away");
    scheduler.setDown(undefined);
    await armAll();
    expect(namesOf(id)).toHaveLength(1);
  });
});

describe("reconciling", () => {
  it("arms all again once the scheduler was emptied", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "x", reminders: [{ at: hours(5) }] });
    await look();
    expect(scheduler.jobs.has(CANARY)).toBe(true);
    await armAll();
    scheduler.jobs.clear();
    await armAll();
    expect(namesOf(id)).toEqual([]);
    await look();
    await armAll();
    expect(namesOf(id)).toHaveLength(1);
  });

  it("finds a single job that is gone or wrong, where it is due soon", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "x", reminders: [{ at: hours(0.02) }, { at: hours(0.03) }] });
    await armAll();
    await look();
    await armAll();
    scheduler.jobs.delete(`reminder-task-${id}`);
    scheduler.jobs.set(`reminder-task-${id}-2`, new Date(hours(9)));
    expect(await look()).toBe(2);
    await armAll();
    const [first, second] = await waitingOf(pool, id);
    for (const [name, at] of [
      [`reminder-task-${id}`, first],
      [`reminder-task-${id}-2`, second],
    ] as const) {
      expect(scheduler.jobs.get(name)?.getTime()).toBe(Math.floor(Date.parse(at ?? "") / 1000) * 1000);
    }
  });

  it("changes nothing while the scheduler can't be asked", async () => {
    scheduler.setDown(new Error("away"));
    await expect(look()).rejects.toThrow("away");
  });
});

describe("the keeper", () => {
  const start = () =>
    startKeeper({
      pool,
      databaseUrl: database.url,
      jobs: scheduler.client,
      firer: { fireOverdue: async () => 0 },
      notices: { notify: () => Promise.reject(new Error("nobody has a digest here")) },
      metrics,
      logger: silent,
    });

  it("arms what is written, on one replica at a time, and another goes on when that one stops", async () => {
    const first = start();
    const second = start();
    afterAll(() => Promise.all([first.stop(), second.stop()]));
    const ada = await person();
    const one = await ada.add({ title: "x", reminders: [{ at: hours(1) }] });
    await expect.poll(() => namesOf(one.id), { timeout: 10_000 }).toHaveLength(1);
    await first.stop();
    const two = await ada.add({ title: "y", reminders: [{ at: hours(1) }] });
    await expect.poll(() => namesOf(two.id), { timeout: 10_000 }).toHaveLength(1);
    await second.stop();
  });

  it("wants the reminders of tasks that nobody kept any for", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "x", reminders: [{ at: hours(1) }] });
    await pool.query("DELETE FROM reminder WHERE task_id = $1", [id]);
    const keeper = start();
    afterAll(() => keeper.stop());
    await expect.poll(() => waitingOf(pool, id), { timeout: 10_000 }).toHaveLength(1);
    await keeper.stop();
  });
});
