import type { Reader } from "../store/unit-of-work.ts";
import { indexWords } from "./index-words.ts";

/** Tasks that are brought up to date at once. */
const BATCH = 1000;

/** Makes all tasks of a renamed tag or project findable by its new name, and no more by the old. */
export async function reindexRenamed(
  reader: Reader,
  kind: "project" | "tag",
  id: number,
  before: string,
  after: string,
): Promise<void> {
  const { db, userId } = reader;
  for (let last = 0; ; ) {
    const { rows } = await db.query<{ id: number; tags: string[] }>(kind === "tag" ? OF_TAG : OF_PROJECT, [
      userId,
      id,
      last,
      BATCH,
    ]);
    await indexWords(
      db,
      userId,
      rows.map((row) =>
        kind === "project"
          ? { taskId: row.id, before: { project: before }, after: { project: after } }
          : {
              taskId: row.id,
              before: { tags: row.tags.map((name) => (name === after ? before : name)) },
              after: { tags: row.tags },
            },
      ),
    );
    const end = rows.at(-1);
    if (!end || rows.length < BATCH) return;
    last = end.id;
  }
}

const OF_PROJECT = `SELECT id, '{}'::text[] AS tags FROM task
  WHERE user_id = $1 AND project_id = $2 AND id > $3 ORDER BY id LIMIT $4`;
const OF_TAG = `SELECT task_id AS id, ARRAY(
    SELECT tag.name FROM task_tag AS other JOIN tag ON tag.id = other.tag_id WHERE other.task_id = task_tag.task_id
  ) AS tags FROM task_tag WHERE user_id = $1 AND tag_id = $2 AND task_id > $3 ORDER BY task_id LIMIT $4`;
