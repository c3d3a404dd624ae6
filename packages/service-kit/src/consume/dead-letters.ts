import type { CloudEvent } from "@punctual/contracts/cloud-event";
import type { DeadLetter } from "@punctual/contracts/dead-letter";
import type { Queryable } from "../database.ts";

/** A dead letter as kept: what is shown of it, and the event itself. */
type Row = Omit<DeadLetter, "received_at" | "replayed_at"> & {
  received_at: Date;
  replayed_at: Date | null;
};

/** Keeps an event that couldn't be taken; one that died before and was replayed is to be replayed again. */
export async function keepDeadLetter(
  db: Queryable,
  letter: { readonly event: CloudEvent; readonly topic: string; readonly error: string | undefined },
): Promise<void> {
  const data = letter.event.data;
  const userId = typeof data === "object" && data !== null && "user_id" in data ? String(data.user_id) : null;
  await db.query(
    `INSERT INTO dead_letter (event_id, topic, event_type, user_id, error, event)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (event_id) DO UPDATE SET replayed_at = NULL, received_at = now(), error = excluded.error`,
    [
      storable(letter.event.id),
      letter.topic,
      storable(letter.event.type),
      userId === null ? null : storable(userId),
      letter.error === undefined ? null : storable(letter.error),
      JSON.stringify(letter.event),
    ],
  );
}

/** PostgreSQL has no U+0000; an event may have died of just that. */
function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}

/** The newest dead letters, replayed ones last. */
export async function listDeadLetters(db: Queryable, limit = 500): Promise<DeadLetter[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, event_id, topic, event_type, user_id, error, received_at, replayed_at
     FROM dead_letter ORDER BY replayed_at IS NOT NULL, id DESC LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({
    ...row,
    received_at: row.received_at.toISOString(),
    replayed_at: row.replayed_at?.toISOString() ?? null,
  }));
}

/** How many dead letters of each topic wait to be replayed. */
export async function waitingDeadLetters(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ topic: string; n: number }>(
    "SELECT topic, count(*) AS n FROM dead_letter WHERE replayed_at IS NULL GROUP BY topic",
  );
  return new Map(rows.map(({ topic, n }) => [topic, n]));
}

/** The event of a dead letter, and the topic it was published to. */
export async function findDeadLetter(
  db: Queryable,
  id: number,
): Promise<{ event: CloudEvent; topic: string } | undefined> {
  const { rows } = await db.query<{ event: CloudEvent; topic: string }>(
    "SELECT event, topic FROM dead_letter WHERE id = $1",
    [id],
  );
  return rows[0];
}

/** Notes that a dead letter was taken after all. */
export async function markReplayed(db: Queryable, id: number): Promise<string> {
  const { rows } = await db.query<{ replayed_at: Date }>(
    "UPDATE dead_letter SET replayed_at = now(), error = NULL WHERE id = $1 RETURNING replayed_at",
    [id],
  );
  const replayedAt = rows[0]?.replayed_at;
  if (!replayedAt) throw new Error(`dead letter ${id} is gone`);
  return replayedAt.toISOString();
}
