import type { Task } from "@punctual/contracts/task";
import type pg from "pg";
import type { Change } from "../domain/change.ts";
import { type TaskText, type WordChange, wordStatements } from "../search/index-words.ts";
import { changeStatements } from "./changes.ts";
import { projectNames } from "./named.ts";
import { ledgerStatements } from "./occurrences/ledger.ts";
import { reminderStatements } from "./reminders/wanted.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** What every write ends with: its tasks can be found by their new words, their
 * reminders are wanted, and its changes are logged and announced. */
export async function lastStatements(
  unit: UnitOfWork,
  changes: readonly Change[],
): Promise<pg.QueryConfig[]> {
  const words = wordStatements(unit.userId, await wordChanges(unit, changes));
  const reminders = await reminderStatements(unit, changes);
  // Last: from there on, other writes of this person wait.
  return [...words, ...ledgerStatements(unit, changes), ...reminders, ...changeStatements(unit, changes)];
}

async function wordChanges(unit: UnitOfWork, changes: readonly Change[]): Promise<WordChange[]> {
  const ends = new Map<number, { before: Task | null; after: Task | null }>();
  for (const change of changes) {
    if (change.entity !== "task") continue;
    const { before, after, action } = change;
    const first = ends.get(after.id);
    ends.set(after.id, {
      before: first ? first.before : before,
      after: action === "purged" ? null : after,
    });
  }
  const rewritten = [...ends].filter(([, { before, after }]) => !sameText(before, after));
  const names = await namesOf(
    unit,
    rewritten.flatMap(([, { before, after }]) => [before?.project_id, after?.project_id]),
  );
  return rewritten.map(([taskId, { before, after }]) => ({
    taskId,
    before: before ? textOf(before, names) : undefined,
    after: after ? textOf(after, names) : undefined,
  }));
}

function sameText(before: Task | null, after: Task | null): boolean {
  if (!before || !after) return before === after;
  return (
    before.title === after.title &&
    before.notes === after.notes &&
    before.project_id === after.project_id &&
    before.tags.join("\n") === after.tags.join("\n")
  );
}

function textOf(task: Task, projects: ReadonlyMap<number, string>): TaskText {
  const project = task.project_id === null ? null : (projects.get(task.project_id) ?? null);
  return { title: task.title, notes: task.notes, tags: task.tags, project };
}

/** Most often they are known from when it was seen that the projects are there. */
async function namesOf(
  unit: UnitOfWork,
  ids: readonly (number | null | undefined)[],
): Promise<ReadonlyMap<number, string>> {
  const unknown = ids.filter((id) => typeof id === "number" && !unit.projectNames.has(id));
  return new Map([...unit.projectNames, ...(await projectNames(unit, unknown))]);
}
