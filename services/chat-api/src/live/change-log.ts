import type { Entity } from "@punctual/contracts/change";
import type { ChangeEvent } from "@punctual/contracts/live";
import type pg from "pg";
import { type Reader, readAs } from "../store/unit-of-work.ts";
import type { Batch } from "./batch.ts";
import { currentStates } from "./current-states.ts";
import type { LogState } from "./place.ts";

/** Where a person's change log is now. */
export async function logStateOf(pool: pg.Pool, userId: string): Promise<LogState> {
  return readAs(pool, userId, async ({ db }) => {
    const { rows } = await db.query<LogState>(
      `SELECT last_sequence AS "last", changes_purged_to AS "purgedTo" FROM event_stream WHERE user_id = $1`,
      [userId],
    );
    return rows[0] ?? { last: 0, purgedTo: 0 };
  });
}

/** A change as the log has it, beside the last number that was given out by then. */
interface Row {
  readonly last: number;
  readonly sequence: number;
  readonly entity: Entity;
  readonly entity_id: number;
  readonly action: ChangeEvent["action"];
  readonly version: number;
  readonly at: Date;
}

// One statement sees one state of the database: nothing up to `last` can be committed after it, for whoever takes a number
// holds the row of event_stream until the commit.
const AFTER = `
  SELECT stream.last_sequence AS "last", logged.*
  FROM event_stream AS stream LEFT JOIN LATERAL (
    SELECT sequence, entity, entity_id, action, version, at FROM change
    WHERE change.user_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3
  ) AS logged ON true
  WHERE stream.user_id = $1 ORDER BY logged.sequence`;

/** Reads what a person's live clients haven't seen after `after`, at most `limit` changes, each with its state now. */
export async function readChanges(
  pool: pg.Pool,
  userId: string,
  after: number,
  limit: number,
): Promise<Batch> {
  return readAs(pool, userId, async (reader) => {
    const { rows } = await reader.db.query<Row | (Pick<Row, "last"> & { sequence: null })>(AFTER, [
      userId,
      after,
      limit,
    ]);
    const logged = rows.filter((row) => row.sequence !== null);
    const more = logged.length === limit;
    const upTo = (more ? logged.at(-1)?.sequence : rows[0]?.last) ?? after;
    return { changes: await withStates(reader, logged), upTo, more };
  });
}

async function withStates(reader: Reader, logged: readonly Row[]): Promise<ChangeEvent[]> {
  const states = await currentStates(reader, logged);
  return logged.map(({ sequence, entity, entity_id, action, version, at }) => ({
    sequence,
    entity,
    entity_id,
    action,
    version,
    at: at.toISOString(),
    [entity]: states[entity]?.get(entity_id) ?? null,
  }));
}

/** The last number given out to each of these people; those to whom nothing ever happened are left out. */
export async function lastSequences(
  pool: pg.Pool,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ user_id: string; last_sequence: number }>(
    "SELECT user_id, last_sequence FROM event_stream WHERE user_id = ANY($1)",
    [userIds],
  );
  return new Map(rows.map(({ user_id, last_sequence }) => [user_id, last_sequence]));
}
