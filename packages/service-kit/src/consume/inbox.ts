import type pg from "pg";
import { inTransaction } from "../database.ts";

/** Whether an event was taken now, or had been taken before. */
export type Taken = "taken" | "duplicate";

/**
 * Takes an event once: `work` and the note that the event was taken commit together, so an event delivered again,
 * even at the same time, changes nothing.
 *
 * @param consumer who takes it; two consumers with one database each take it
 */
export async function takeOnce(
  pool: pg.Pool,
  consumer: string,
  eventId: string,
  work: (transaction: pg.PoolClient) => Promise<void>,
): Promise<Taken> {
  return inTransaction(pool, async (transaction) => {
    const { rowCount } = await transaction.query(
      "INSERT INTO inbox (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
      [consumer, eventId],
    );
    if (rowCount === 0) return "duplicate";
    await work(transaction);
    return "taken";
  });
}
