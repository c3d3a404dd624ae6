import { randomUUID } from "node:crypto";
import { type CloudEvent, eventTypeName } from "@punctual/contracts/cloud-event";
import type pg from "pg";
import { prepared } from "../database/prepared.ts";
import { traceparent } from "../trace.ts";

/**
 * Channel of PostgreSQL's NOTIFY that wakes the relay. It is per database, so the payload names the schema; behind a
 * space comes the user whose events wait, or nothing.
 */
export const OUTBOX_CHANNEL = "outbox";

/** An event to be published once the transaction commits. */
export interface OutboxEvent {
  readonly topic: string;
  /** CloudEvents `type` without our prefix, such as `task.created`. */
  readonly kind: string;
  /** CloudEvents `subject`, such as `task/12`. */
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Event id; made here when the data doesn't need to carry it. */
  readonly id?: string;
}

/**
 * The statement that appends events of one user to the outbox, for the caller's transaction, so that a change and its
 * events are kept or lost together. Send it last: from here to the commit, other writes of the same user wait. Its row
 * has `last_sequence`, the number of the last event in the user's stream; the others have the numbers right before it.
 *
 * @param source CloudEvents `source`: the service's app id
 * @param reserve how many numbers to take at least, for what the caller numbers in the same stream
 */
export function outboxStatement(
  source: string,
  userId: string,
  events: readonly OutboxEvent[],
  reserve = events.length,
): pg.QueryConfig {
  const time = new Date().toISOString();
  const trace = traceparent();
  const envelopes = events.map(
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
  return APPEND([
    userId,
    events.length,
    events.map((event) => event.topic),
    envelopes.map((envelope) => JSON.stringify(envelope)),
    OUTBOX_CHANNEL,
    Math.max(reserve, events.length),
  ]);
}

const APPEND = prepared(`
  WITH stream AS (
    INSERT INTO event_stream (user_id, last_sequence) VALUES ($1, $6)
    ON CONFLICT (user_id) DO UPDATE SET last_sequence = event_stream.last_sequence + $6
    RETURNING last_sequence
  ), appended AS (
    INSERT INTO outbox (user_id, sequence, topic, event)
    SELECT $1, stream.last_sequence - $2::bigint + item.n, item.topic, item.event
    FROM stream, unnest($3::text[], $4::jsonb[]) WITH ORDINALITY AS item (topic, event, n)
  )
  SELECT last_sequence, pg_notify($5, current_schema() || ' ' || $1) FROM stream`);
