import { fold } from "@punctual/contracts/fold";
import type { Tag } from "@punctual/contracts/named";
import type { Task } from "@punctual/contracts/task";
import { prepared } from "@punctual/service-kit/database/prepared";
import { together } from "@punctual/service-kit/database/together";
import { NAMED, type NamedRow, toNamed } from "./named.ts";
import type { Reader, UnitOfWork } from "./unit-of-work.ts";

type KeyedRow = NamedRow & { readonly name_key: string };

/** Finds the tags of tasks, whatever the case and accents, and makes those that aren't there; keyed by `fold(name)`. */
export async function ensureTags(
  unit: UnitOfWork,
  tasks: readonly Pick<Task, "tags">[],
): Promise<Map<string, Tag>> {
  const wanted = new Map(tasks.flatMap(({ tags }) => tags).map((name) => [fold(name), name]));
  const found = await findTags(unit, [...wanted.keys()]);
  // In one order everywhere: two writes that make the same tags wait for each other's rows.
  const missing = [...wanted.keys()].filter((key) => !found.has(key)).sort();
  if (missing.length === 0) return found;
  const { rows } = await unit.db.query<KeyedRow>(
    `INSERT INTO tag (user_id, name, name_key)
     SELECT $1, name, name_key FROM unnest($2::text[], $3::text[]) AS given (name, name_key)
     ON CONFLICT DO NOTHING RETURNING ${NAMED.tag.columns}, name_key`,
    [unit.userId, missing.map((key) => wanted.get(key)), missing],
  );
  const made = byKey(rows);
  for (const after of made.values()) unit.record({ entity: "tag", action: "created", before: null, after });
  // The others have been made by somebody else meanwhile.
  const theirs = await findTags(
    unit,
    missing.filter((key) => !made.has(key)),
  );
  return new Map([...found, ...made, ...theirs]);
}

async function findTags({ db, userId }: UnitOfWork, keys: readonly string[]): Promise<Map<string, Tag>> {
  if (keys.length === 0) return new Map();
  const { rows } = await db.query<KeyedRow>(FIND([userId, keys]));
  return byKey(rows);
}

const FIND = prepared(
  `SELECT ${NAMED.tag.columns}, name_key FROM tag WHERE user_id = $1 AND name_key = ANY($2::text[])`,
);

function byKey(rows: readonly KeyedRow[]): Map<string, Tag> {
  return new Map(rows.map(({ name_key, ...row }) => [name_key, toNamed(row)]));
}

/** Tasks with their tags' names as those tags have them, in the order that tasks are read with. */
export function withTags(tasks: readonly Task[], tags: ReadonlyMap<string, Tag>): Task[] {
  return tasks.map((task) => ({ ...task, tags: asKept(task.tags, tags) }));
}

/** Gives tasks the tags that they say they have; `fresh` tasks had none before. */
export async function writeTags(
  { db, userId }: Reader,
  tasks: readonly Task[],
  tags: ReadonlyMap<string, Tag>,
  fresh: boolean,
): Promise<void> {
  const pairs = tasks.flatMap((task) =>
    task.tags.flatMap((name) => {
      const tag = tags.get(fold(name));
      return tag ? [{ task: task.id, tag: tag.id }] : [];
    }),
  );
  const [taskIds, tagIds] = [pairs.map((pair) => pair.task), pairs.map((pair) => pair.tag)];
  await together([
    fresh || db.query(UNTAG([userId, tasks.map(({ id }) => id), taskIds, tagIds])),
    pairs.length === 0 || db.query(TAG([userId, taskIds, tagIds])),
  ]);
}

const UNTAG = prepared(
  `DELETE FROM task_tag WHERE user_id = $1 AND task_id = ANY($2::bigint[]) AND NOT EXISTS (
     SELECT FROM unnest($3::bigint[], $4::bigint[]) AS kept (task_id, tag_id)
     WHERE kept.task_id = task_tag.task_id AND kept.tag_id = task_tag.tag_id)`,
);
const TAG = prepared(
  `INSERT INTO task_tag (user_id, task_id, tag_id)
   SELECT $1, task_id, tag_id FROM unnest($2::bigint[], $3::bigint[]) AS given (task_id, tag_id)
   ON CONFLICT DO NOTHING`,
);

function asKept(names: readonly string[], tags: ReadonlyMap<string, Tag>): string[] {
  const keys = names.map(fold).sort((a, b) => (a < b ? -1 : 1));
  return keys.map((key) => tags.get(key)?.name ?? key);
}
