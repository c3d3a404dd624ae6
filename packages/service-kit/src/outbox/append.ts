import { randomUUID } from "node:crypto";
import { type CloudEvent, eventTypeName } from "@punctual/contracts/cloud-event";
import type pg from "pg";
import { traceparent } from "../trace.ts";

/** Channel of PostgreSQL's NOTIFY that wakes the relay; it is per database, so payload names the schema. */
export const OUTBOX_CHANNEL = "outbox";

/** An event to be published once the transaction commits. */
export interface OutboxEvent {
  readonly topic: string;
  /** Whose event it is: partition key, and the stream within which order is kept. */
  readonly userId: string;
  /** CloudEvents `type` without our prefix, such as `task.created`. */
  readonly kind: string;
  /** CloudEvents `subject`, such as `task/12`. */
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Event id; made here when the data doesn't need to carry it. */
  readonly id?: string;
}

/**
 * Appends events to the outbox in the caller's transaction, so that a change and its events are kept or lost together.
 * Call it last: from here to the commit, other writes of the same user wait.
 *
 * @param source CloudEvents `source`: the service's app id
 */
export async function appendToOutbox(
  transaction: pg.PoolClient,
  source: string,
  events: readonly OutboxEvent[],
): Promise<void> {
  const time = new Date().toISOString();
  const trace = traceparent();
  const byUser = Map.groupBy(events, (event) => event.userId);
  // In one order everywhere, or two transactions with events of the same two users could wait for each other.
  for (const userId of [...byUser.keys()].sort()) {
    const own = byUser.get(userId) ?? [];
    const envelopes = own.map(
      (event): CloudEvent => ({
        specversion: "1.0",
        id: event.id ?? randomUUID(),
        source,
        type: eventTypeName(event.kind),
        subject: event.subject,
        time,
        datacontenttype: "application/json",
        // Dapr keeps our traceparent only beside its own older name for it.
        ...(trace ? { traceparent: trace, traceid: trace } : {}),
        data: event.data,
      }),
    );
    await transaction.query(APPEND, [
      userId,
      own.length,
      own.map((event) => event.topic),
      envelopes.map((envelope) => JSON.stringify(envelope)),
    ]);
  }
  if (byUser.size > 0) {
    await transaction.query("SELECT pg_notify($1, current_schema())", [OUTBOX_CHANNEL]);
  }
}

const APPEND = `
  WITH stream AS (
    INSERT INTO event_stream (user_id, last_sequence) VALUES ($1, $2)
    ON CONFLICT (user_id) DO UPDATE SET last_sequence = event_stream.last_sequence + $2
    RETURNING last_sequence
  )
  INSERT INTO outbox (user_id, sequence, topic, event)
  SELECT $1, stream.last_sequence - $2 + item.n, item.topic, item.event
  FROM stream, unnest($3::text[], $4::jsonb[]) WITH ORDINALITY AS item (topic, event, n)`;
