import type { Jobs } from "@punctual/service-kit/dapr/jobs";
import type pg from "pg";
import { markArmed, markDisarmed, toDisarm, unarmed } from "../store/reminders/arming.ts";
import { jobName } from "./job.ts";
import type { ReminderMetrics } from "./metrics.ts";

const BATCH = 500;
/** Calls to the sidecar at once. */
const AT_ONCE = 16;
/** How far ahead reminders get their jobs, so that the scheduler stays small. */
const HORIZON_MS = 30 * 24 * 60 * 60 * 1000;

/** What arming needs. */
export interface ArmingOptions {
  readonly pool: pg.Pool;
  readonly jobs: Jobs;
  readonly metrics: ReminderMetrics;
}

/**
 * Gives jobs to reminders that have none, the soonest first, and takes away those of cancelled ones. What isn't noted
 * because this process ended is done again: a job of the same name is replaced, and one that isn't there is deleted
 * without an error.
 *
 * @returns whether there was as much as is done at a time
 * @throws DaprError when some could not be; they are still to be done
 */
export async function arm({ pool, jobs, metrics }: ArmingOptions): Promise<boolean> {
  const until = new Date(Date.now() + HORIZON_MS);
  const waiting = await unarmed(pool, until, BATCH);
  const armed = await each(waiting, ({ remind_at, ...reminder }) => {
    const { task_id, reminder_id } = reminder;
    const data = { task_id, reminder_id, remind_at: remind_at.toISOString() };
    return jobs.schedule({ name: jobName(reminder), dueAt: remind_at, data });
  });
  if (armed.done.length > 0) await markArmed(pool, armed.done);
  metrics.armed(armed.done.length);
  if (armed.failure) throw armed.failure;

  const cancelled = await toDisarm(pool, BATCH);
  const gone = await each(cancelled, async (reminder) => {
    if (!reminder.taken) await jobs.delete(jobName(reminder));
  });
  if (gone.done.length > 0) await markDisarmed(pool, gone.done);
  if (gone.failure) throw gone.failure;
  return waiting.length === BATCH || cancelled.length === BATCH;
}

/** Does something to each, some at a time, until one fails. @returns ids of those that were done */
async function each<T extends { readonly id: number }>(
  all: readonly T[],
  act: (one: T) => Promise<void>,
): Promise<{ readonly done: readonly number[]; readonly failure: unknown }> {
  const left = [...all];
  const done: number[] = [];
  let failure: unknown;
  const work = async () => {
    for (let one = left.shift(); one && failure === undefined; one = left.shift()) {
      try {
        await act(one);
        done.push(one.id);
      } catch (error) {
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, work));
  return { done, failure };
}
