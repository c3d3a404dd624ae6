import type { Snooze } from "@punctual/contracts/reminder";
import type { Task } from "@punctual/contracts/task";
import { snoozedUntil } from "@punctual/schedule/reminder/snooze";
import { errors } from "@punctual/service-kit/errors";
import { snoozed } from "../../domain/reminders.ts";
import { chatApiErrors } from "../../errors.ts";
import { ownZone } from "../../store/own-zone.ts";
import { currentReminder } from "../../store/reminders/audit.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { type Precondition, saveTask, taskToChange } from "../tasks/change.ts";

/** A task with a reminder that was put off. */
interface Snoozed {
  readonly task: Task;
  /** To when, RFC 3339 in UTC. */
  readonly until: string;
}

/** Puts a reminder off: it comes then, unless the task is done or moves before. */
export async function snoozeTask(
  unit: UnitOfWork,
  id: number,
  snooze: Snooze,
  expects?: Precondition,
): Promise<Snoozed> {
  const task = await taskToChange(unit, id, expects);
  if (task.status === "done") throw chatApiErrors.nothingToSnooze(`Task ${id} is done; reopen it first.`);
  const wanted = snooze.reminder_id ?? (await currentReminder(unit, id)) ?? task.reminders[0]?.id;
  const reminder = task.reminders.find((each) => each.id === wanted);
  if (!reminder) {
    throw chatApiErrors.nothingToSnooze(
      wanted === undefined
        ? `Task ${id} has no reminders; give it one, such as {"at": instant}.`
        : `Task ${id} has no reminder ${wanted}.`,
    );
  }
  const until = snoozedUntil(snooze, unit.now, task.time_zone ?? (await ownZone(unit)));
  if (until <= unit.now) {
    throw errors.validationFailed("It can't be put off to the past.", {
      errors: [{ field: "until", message: "must be later than now" }],
    });
  }
  return { task: await saveTask(unit, "updated", task, snoozed(task, reminder, until)), until };
}
