import type { CloudEvent } from "@punctual/contracts/cloud-event";
import { inTransaction } from "@punctual/service-kit/database";
import { outboxStatement } from "@punctual/service-kit/outbox/append";
import type pg from "pg";

/** One call of a relay's `publish`. */
export interface Published {
  readonly topic: string;
  readonly event: CloudEvent;
  readonly partitionKey: string;
}

/** Appends events of one user in one transaction; each carries its label. */
export async function append(pool: pg.Pool, userId: string, ...labels: readonly string[]): Promise<void> {
  await inTransaction(pool, (transaction) => appendIn(transaction, userId, labels));
}

/** Like {@link append}, in the caller's transaction. */
export async function appendIn(
  transaction: pg.PoolClient,
  userId: string,
  labels: readonly string[],
): Promise<number> {
  const events = labels.map((label) => ({
    topic: "things",
    kind: "thing.happened",
    subject: `thing/${label}`,
    data: { label },
  }));
  const { rows } = await transaction.query<{ last_sequence: number }>(
    outboxStatement("test", userId, events),
  );
  return rows[0]?.last_sequence ?? Number.NaN;
}

/** The label that {@link append} gave an event. */
export function labelOf(event: CloudEvent): unknown {
  const { data } = event;
  return typeof data === "object" && data !== null && "label" in data ? data.label : undefined;
}

/** A user's events as the outbox has them, in order. */
export async function storedOf(
  pool: pg.Pool,
  userId: string,
): Promise<{ sequence: number; id: string; label: string; sent: boolean }[]> {
  const { rows } = await pool.query<{ sequence: number; id: string; label: string; sent: boolean }>(
    `SELECT sequence, event->>'id' AS id, event->'data'->>'label' AS label, sent_at IS NOT NULL AS sent
     FROM outbox WHERE user_id = $1 ORDER BY sequence`,
    [userId],
  );
  return rows;
}
