import { APP_IDS } from "@punctual/contracts/apps";
import type { Action, Entity } from "@punctual/contracts/change";
import { prepared } from "@punctual/service-kit/database/prepared";
import { outboxStatement } from "@punctual/service-kit/outbox/append";
import type pg from "pg";
import { type Change, taskEventOf, wakeUpOf } from "../domain/change.ts";
import type { Reader, UnitOfWork } from "./unit-of-work.ts";

/**
 * The statements that end a write: its events go to the outbox, and its changes into the change log under the numbers of
 * that stream. From there to the commit other writes of this person wait, so that numbers are committed in order.
 */
export function changeStatements(unit: UnitOfWork, changes: readonly Change[]): pg.QueryConfig[] {
  const { userId, writeId, actor } = unit;
  const events = changes.flatMap((change) =>
    change.entity === "task" ? [taskEventOf(change, userId, actor)] : [],
  );
  const last = changes.at(-1);
  if (last) events.push(wakeUpOf(last, userId));
  const log = LOG([
    userId,
    writeId,
    JSON.stringify(actor),
    changes.length,
    changes.map(({ entity }) => entity),
    changes.map(({ after }) => after.id),
    changes.map(({ action }) => action),
    changes.map(({ after }) => after.version),
    changes.map(({ before }) => before && JSON.stringify(before)),
  ]);
  return [outboxStatement(APP_IDS.chatApi, userId, events, changes.length), log];
}

// The statement before has made or locked the stream, and taken the numbers.
const LOG = prepared(`
  INSERT INTO change (user_id, sequence, write_id, entity, entity_id, action, version, before, actor)
  SELECT $1, stream.last_sequence - $4::bigint + item.n, $2::uuid, item.entity, item.entity_id, item.action, item.version, item.before, $3::jsonb
  FROM event_stream AS stream, unnest($5::text[], $6::bigint[], $7::text[], $8::integer[], $9::jsonb[])
    WITH ORDINALITY AS item (entity, entity_id, action, version, before, n)
  WHERE stream.user_id = $1`);

/** A change as the log has it. */
export interface LoggedChange {
  readonly sequence: number;
  readonly entity: Entity;
  readonly entity_id: number;
  readonly action: Action;
  /** After the change. */
  readonly version: number;
  readonly before: object | null;
}

/** What one write changed, the last change first; only writes of the last 24 hours. */
export async function changesOfWrite(reader: Reader, writeId: string): Promise<LoggedChange[]> {
  const { rows } = await reader.db.query<LoggedChange>(
    `SELECT sequence, entity, entity_id, action, version, before FROM change
     WHERE user_id = $1 AND write_id = $2 AND at > now() - interval '24 hours' ORDER BY sequence DESC`,
    [reader.userId, writeId],
  );
  return rows;
}
