import type { BulkOperation, BulkResult } from "@punctual/contracts/bulk";
import type { Task } from "@punctual/contracts/task";
import { AppError } from "@punctual/service-kit/errors";
import { toProblem } from "@punctual/service-kit/http/problems";
import { findTasks } from "../../store/tasks/read.ts";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { skipTask } from "../occurrences/skip.ts";
import type { Precondition } from "./change.ts";
import { completeTask, reopenTask } from "./complete.ts";
import { createTasks } from "./create.ts";
import { moveTask } from "./move.ts";
import { patchTask } from "./patch.ts";
import { deleteTask, restoreTask } from "./trash.ts";

/** Does operations in order. What one of them is refused for, its result says; with `atomic`, it refuses all. */
export async function bulk(
  unit: UnitOfWork,
  operations: readonly BulkOperation[],
  atomic: boolean,
): Promise<BulkResult[]> {
  // All at once and in order, so that two bulk writes of the same tasks don't wait for each other in a circle.
  const ids = operations.flatMap((operation) => (operation.op === "create" ? [] : [operation.id]));
  if (ids.length > 0) await findTasks(unit, ids, { lock: true, trashed: true });
  const results: BulkResult[] = [];
  for (const [index, operation] of operations.entries()) {
    results.push(atomic ? await doOrName(unit, operation, index) : await tryOne(unit, operation));
  }
  return results;
}

async function doOrName(unit: UnitOfWork, operation: BulkOperation, index: number): Promise<BulkResult> {
  try {
    return { status: "done", task: await doOne(unit, operation) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const own = error.errors ?? [{ field: "", message: error.message }];
    throw new AppError(error, `Operation ${index} was refused, so nothing was done. ${error.message}`, {
      errors: own.map(({ field, message }) => ({
        field: `operations[${index}]${field && `.${field}`}`,
        message,
      })),
    });
  }
}

async function tryOne(unit: UnitOfWork, operation: BulkOperation): Promise<BulkResult> {
  const recorded: Parameters<UnitOfWork["record"]>[0][] = [];
  await unit.db.query("SAVEPOINT operation");
  try {
    const task = await doOne({ ...unit, record: (change) => recorded.push(change) }, operation);
    await unit.db.query("RELEASE SAVEPOINT operation");
    for (const change of recorded) unit.record(change);
    return { status: "done", task };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await unit.db.query("ROLLBACK TO SAVEPOINT operation");
    return { status: "refused", problem: toProblem(error) };
  }
}

async function doOne(unit: UnitOfWork, operation: BulkOperation): Promise<Task> {
  if (operation.op === "create") {
    const [task] = await createTasks(unit, [operation.task]);
    if (!task) throw new Error("no task was made");
    return task;
  }
  const { id, if_version } = operation;
  const expects: Precondition = (task) => if_version === undefined || task.version === if_version;
  switch (operation.op) {
    case "patch":
      return patchTask(unit, id, operation.patch, expects, operation.scope);
    case "move":
      return moveTask(unit, id, operation.to, expects);
    case "complete":
      return completeTask(unit, id, expects);
    case "reopen":
      return reopenTask(unit, id, expects);
    case "skip":
      return skipTask(unit, id, expects);
    case "delete":
      return deleteTask(unit, id, expects);
    case "restore":
      return restoreTask(unit, id, expects);
  }
}
