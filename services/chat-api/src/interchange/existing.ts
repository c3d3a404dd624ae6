import { isLocalUid } from "@punctual/interchange/record";
import type { Reader } from "../store/unit-of-work.ts";
import { idOfOwnUid, ownUid, uidHash } from "./uid.ts";

/** A task that is known by a uid. */
export interface Existing {
  readonly id: number;
  readonly trashed: boolean;
}

/** Uids that are looked up at once. */
const BATCH = 2000;

/** Finds the tasks that a person's uids name, by uid. Uids that hold within a file only name none. */
export async function findExisting(reader: Reader, uids: readonly string[]): Promise<Map<string, Existing>> {
  const found = new Map<string, Existing>();
  const lasting = uids.filter((uid) => !isLocalUid(uid));
  for (let from = 0; from < lasting.length; from += BATCH) {
    const some = lasting.slice(from, from + BATCH);
    await addOwn(reader, some, found);
    // What was imported under a uid goes before what was made here and has it, for that has been deleted.
    await addImported(reader, some, found);
  }
  return found;
}

async function addOwn(
  { db, userId }: Reader,
  uids: readonly string[],
  found: Map<string, Existing>,
): Promise<void> {
  const ids = uids.flatMap((uid) => idOfOwnUid(uid) ?? []);
  if (ids.length === 0) return;
  const { rows } = await db.query<{ id: number; created_at: Date; trashed: boolean }>(
    `SELECT id, created_at, deleted_at IS NOT NULL AS trashed FROM task WHERE user_id = $1 AND id = ANY($2::bigint[])`,
    [userId, ids],
  );
  const own = new Map(
    rows.map(({ id, created_at, trashed }) => [
      ownUid(userId, { id, created_at: created_at.toISOString() }),
      { id, trashed },
    ]),
  );
  for (const uid of uids) {
    const task = own.get(uid);
    if (task) found.set(uid, task);
  }
}

async function addImported(
  { db, userId }: Reader,
  uids: readonly string[],
  found: Map<string, Existing>,
): Promise<void> {
  const { rows } = await db.query<{ uid: string; id: number; trashed: boolean }>(
    `SELECT task_uid.uid, task.id, task.deleted_at IS NOT NULL AS trashed
     FROM task_uid JOIN task ON task.user_id = $1 AND task.id = task_uid.task_id
     WHERE task_uid.user_id = $1 AND task_uid.uid_sha256 = ANY($2::bytea[])`,
    [userId, uids.map(uidHash)],
  );
  for (const { uid, id, trashed } of rows) found.set(uid, { id, trashed });
}

/** Keeps what imported tasks are called elsewhere. Tasks in the trash that were called so get another uid. */
export async function keepUids(
  { db, userId }: Reader,
  tasks: readonly { readonly id: number; readonly uid: string }[],
): Promise<void> {
  const lasting = tasks.filter(({ uid }) => !isLocalUid(uid));
  if (lasting.length === 0) return;
  await db.query(
    `INSERT INTO task_uid (user_id, uid_sha256, uid, task_id)
     SELECT $1, uid_sha256, uid, task_id FROM unnest($2::bytea[], $3::text[], $4::bigint[]) AS new (uid_sha256, uid, task_id)
     ON CONFLICT (user_id, uid_sha256) DO UPDATE SET task_id = excluded.task_id`,
    [
      userId,
      lasting.map(({ uid }) => uidHash(uid)),
      lasting.map(({ uid }) => uid),
      lasting.map(({ id }) => id),
    ],
  );
  // A task's own uid says its id: where a copy of it took the uid, the task itself needs another.
  const copied = lasting.flatMap(({ uid }) => idOfOwnUid(uid) ?? []);
  if (copied.length === 0) return;
  await db.query(
    `INSERT INTO task_uid (user_id, uid_sha256, uid, task_id)
     SELECT $1, sha256(convert_to(new.uid, 'UTF8')), new.uid, new.id
     FROM (SELECT id, 'task-' || id || '-' || left(replace(gen_random_uuid()::text, '-', ''), 16) || '@punctual' AS uid
           FROM task WHERE user_id = $1 AND id = ANY($2::bigint[]) AND deleted_at IS NOT NULL) AS new
     ON CONFLICT DO NOTHING`,
    [userId, copied],
  );
}

/** What tasks are called in exports, by id. */
export async function uidsOf(
  { db, userId }: Reader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await db.query<{ id: number; created_at: Date; uid: string | null }>(
    `SELECT task.id, task.created_at, task_uid.uid FROM task
     LEFT JOIN task_uid ON task_uid.task_id = task.id AND task_uid.user_id = $1
     WHERE task.user_id = $1 AND task.id = ANY($2::bigint[])`,
    [userId, ids],
  );
  return new Map(
    rows.map(({ id, created_at, uid }) => [
      id,
      uid ?? ownUid(userId, { id, created_at: created_at.toISOString() }),
    ]),
  );
}
