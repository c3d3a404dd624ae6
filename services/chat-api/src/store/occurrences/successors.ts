import type { Reader, UnitOfWork } from "../unit-of-work.ts";

/** The task that followed a completed one. */
export interface Successor {
  /** The completed task. */
  readonly after_task_id: number;
  readonly task_id: number;
  /** The version that it had when it was made: nobody has touched it while it still has that. */
  readonly version: number;
  /** Whether it was taken away again, as the completed one was opened. */
  readonly retracted: boolean;
}

/** What followed these tasks, locked until the transaction ends. */
export async function successorsOf(reader: Reader, taskIds: readonly number[]): Promise<Successor[]> {
  const { rows } = await reader.db.query<Successor>(
    `SELECT after_task_id, task_id, version, retracted FROM successor
     WHERE user_id = $1 AND after_task_id = ANY($2::bigint[]) ORDER BY after_task_id FOR UPDATE`,
    [reader.userId, taskIds],
  );
  return rows;
}

/** Keeps what follows a completed task; there can be one only. */
export async function keepSuccessor(unit: UnitOfWork, successor: Successor): Promise<void> {
  const { after_task_id, task_id, version, retracted } = successor;
  await unit.db.query(
    `INSERT INTO successor (user_id, after_task_id, task_id, version, retracted) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (after_task_id) DO UPDATE SET task_id = $3, version = $4, retracted = $5`,
    [unit.userId, after_task_id, task_id, version, retracted],
  );
}
