import type { NextOccurrence, NextOccurrenceMade } from "@punctual/contracts/occurrences";
import type { Task } from "@punctual/contracts/task";
import { zoneOf } from "@punctual/schedule/occurrence/recurring";
import { shifted } from "@punctual/schedule/occurrence/shift";
import { together } from "@punctual/service-kit/database/together";
import { positionOfNew } from "../../domain/position.ts";
import { withoutSnoozes } from "../../domain/reminders.ts";
import { movedOn, withSeries } from "../../domain/series.ts";
import { keepSuccessor, type Successor, successorsOf } from "../../store/occurrences/successors.ts";
import { ensureTags, withTags, writeTags } from "../../store/tags.ts";
import { descendantsOf, findTasks, lockTree } from "../../store/tasks/read.ts";
import { insertTasks, reserveTaskIds } from "../../store/tasks/write.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { saveTask } from "../tasks/change.ts";

/**
 * Makes the occurrence that follows a completed task, once, however often it is asked for: a copy that is open, with
 * copies of what is below the task. Where the completion was taken back or the series ended meanwhile, none.
 */
export async function makeNext(unit: UnitOfWork, wanted: NextOccurrence): Promise<NextOccurrenceMade> {
  await lockTree(unit);
  const [found] = await findTasks(unit, [wanted.after], { lock: true, trashed: true });
  const completed = found && withSeries(found);
  if (
    !completed?.recurrence ||
    completed.status !== "done" ||
    completed.completed_at !== wanted.completed_at
  ) {
    return { result: "unwanted", task_id: null };
  }
  const [successor] = await successorsOf(unit, [wanted.after]);
  if (successor && !successor.retracted) return { result: "exists", task_id: successor.task_id };
  const revived = successor && (await revive(unit, completed, successor, wanted));
  const made = revived ?? (await copy(unit, completed, wanted));
  await keepSuccessor(unit, {
    after_task_id: completed.id,
    task_id: made.id,
    version: made.version,
    retracted: false,
  });
  return { result: "made", task_id: made.id };
}

/** Takes one that was retracted out of the trash, as it would be made now; undefined where it is there no more. */
async function revive(
  unit: UnitOfWork,
  completed: Task,
  successor: Successor,
  wanted: NextOccurrence,
): Promise<Task | undefined> {
  const [task] = await findTasks(unit, [successor.task_id], { lock: true, trashed: true });
  if (!task || task.status === "done") return undefined;
  if (task.deleted_at === null) return task;
  const below = await findTasks(unit, await descendantsOf(unit, task.id), { lock: true, trashed: true });
  const together = below.filter(({ deleted_at }) => deleted_at === task.deleted_at);
  for (const each of together) await saveTask(unit, "restored", each, { ...each, deleted_at: null });
  const { id, position, version, created_at, updated_at } = task;
  const after = { ...openCopy(completed, wanted), id, position, version, created_at, updated_at };
  return saveTask(unit, "restored", task, after);
}

async function copy(unit: UnitOfWork, completed: Task, wanted: NextOccurrence): Promise<Task> {
  const from = completed.series?.occurrence ?? wanted.occurrence;
  const zone = zoneOf(completed);
  const below = (await findTasks(unit, await descendantsOf(unit, completed.id))).filter(
    ({ recurrence }) => !recurrence,
  );
  const ids = await reserveTaskIds(unit, below.length + 1);
  const newIds = new Map([completed, ...below].map(({ id }, i) => [id, ids[i] ?? 0]));
  const drafts = [
    openCopy(completed, wanted),
    ...below.map((task) => moved(task, from, wanted.occurrence, zone)),
  ];
  const now = unit.now;
  const made = drafts.flatMap((draft) => {
    const id = newIds.get(draft.id) ?? 0;
    const isFirst = draft.id === completed.id;
    const parent_id = isFirst ? draft.parent_id : (newIds.get(draft.parent_id ?? 0) ?? null);
    // What stands below one that is not copied isn't either.
    if (!isFirst && parent_id === null) return [];
    return [{ ...draft, id, parent_id, position: positionOfNew(id), ...fresh(now) }];
  });
  const tags = await ensureTags(unit, made);
  const tasks = withTags(made, tags);
  await together([insertTasks(unit, tasks), writeTags(unit, tasks, tags, true)]);
  for (const task of tasks) unit.record({ entity: "task", action: "created", before: null, after: task });
  const [first] = tasks;
  if (!first) throw new Error("no task was made");
  return first;
}

function openCopy(completed: Task, wanted: NextOccurrence): Task {
  return { ...movedOn(completed, wanted), ...OPEN };
}

/** A task below, as far from the next occurrence as it was from the one before. */
function moved(task: Task, from: string, to: string, zone: string): Task {
  const move = (instant: string | null) => instant && shifted(instant, from, to, zone);
  const date = task.due_date && shifted(`${task.due_date}T12:00:00Z`, from, to, "UTC").slice(0, 10);
  const reminders = withoutSnoozes(task.reminders).map((each) =>
    "at" in each ? { ...each, at: shifted(each.at, from, to, zone) } : each,
  );
  return {
    ...task,
    ...OPEN,
    due_at: move(task.due_at),
    due_date: date,
    start_at: move(task.start_at),
    reminders,
    series: null,
  };
}

const OPEN = { status: "open", completed_at: null, deleted_at: null } as const;

function fresh(now: string) {
  return { version: 1, created_at: now, updated_at: now };
}
