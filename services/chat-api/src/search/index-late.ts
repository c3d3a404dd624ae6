import type { Task } from "@punctual/contracts/task";
import type pg from "pg";
import type { Logger } from "pino";
import { positionOfNew } from "../domain/position.ts";
import { projectNames } from "../store/named.ts";
import { type TaskRow, taskColumns, toTask } from "../store/tasks/row.ts";
import { updateTasks } from "../store/tasks/write.ts";
import { asPerson, type Reader } from "../store/unit-of-work.ts";
import { indexWords } from "./index-words.ts";

/** Looks for tasks to index this often: while the previous version still runs, it writes more. */
const EVERY_MS = 60_000;
/** Tasks of one person that are indexed in one transaction. */
const BATCH = 500;

/** Indexes tasks that the previous version wrote, until stopped. */
export interface LateIndexer {
  /** Lets the batch in hand be finished, then resolves. */
  stop(): Promise<void>;
}

/** Starts with the process, and looks again every minute; several replicas share the work. */
export function startLateIndexer(pool: pg.Pool, logger: Logger): LateIndexer {
  let stopping = false;
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running.then(async () => {
      try {
        const count = await indexLate(pool, () => stopping);
        if (count > 0) logger.info({ tasks: count }, "indexed tasks that the previous version wrote");
      } catch (error) {
        logger.warn({ err: error }, "tasks of the previous version couldn't be indexed; trying again soon");
      }
    });
  };
  const timer = setInterval(run, EVERY_MS);
  run();
  return {
    async stop() {
      stopping = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Indexes all tasks that aren't, and tells how many they were. */
export async function indexLate(pool: pg.Pool, stopped: () => boolean = () => false): Promise<number> {
  let count = 0;
  while (!stopped()) {
    const { rows } = await pool.query<{ user_id: string }>(
      "SELECT user_id FROM task WHERE NOT indexed LIMIT 1",
    );
    const userId = rows[0]?.user_id;
    if (userId === undefined) return count;
    const done = await asPerson(pool, userId, indexBatch);
    // Another replica is at it.
    if (done === 0) return count;
    count += done;
  }
  return count;
}

async function indexBatch(reader: Reader): Promise<number> {
  const { db, userId } = reader;
  const { rows } = await db.query<TaskRow>(
    `SELECT ${taskColumns()} FROM task WHERE user_id = $1 AND NOT indexed
     ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED`,
    [userId],
  );
  const tasks = rows.map(toTask).map(placed);
  const ids = tasks.map(({ id }) => id);
  const names = await projectNames(
    reader,
    tasks.map((task) => task.project_id),
  );
  // What they were found by before isn't known.
  await db.query("DELETE FROM task_word WHERE user_id = $1 AND task_id = ANY($2::bigint[])", [userId, ids]);
  await indexWords(
    db,
    userId,
    tasks.map(({ id, title, notes, tags, project_id }) => {
      const project = project_id === null ? null : (names.get(project_id) ?? null);
      return { taskId: id, after: { title, notes, tags, project } };
    }),
  );
  if (tasks.length > 0) await updateTasks(reader, tasks);
  return tasks.length;
}

function placed(task: Task): Task {
  return task.position === "" ? { ...task, position: positionOfNew(task.id) } : task;
}
