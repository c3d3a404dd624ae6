import type pg from "pg";
import type { Caller } from "../caller.ts";
import { type UnitOfWork, writeAs } from "../store/unit-of-work.ts";
import { interchangeErrors } from "./errors.ts";

/** One write in several transactions, of which all have the same id. */
export interface LongWrite {
  readonly writeId: string;
  /** Does one part. Other writes of the person come in between. */
  part<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
}

/** How long ago a write may have done its last part before it counts as stopped. */
export const STOPPED_AFTER = "1 minute";

/** Begins a long write; a person has one at a time. */
export async function beginLongWrite(pool: pg.Pool, caller: Caller, writeId: string): Promise<LongWrite> {
  const begun = await pool.query(
    "INSERT INTO import_run (write_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [writeId, caller.userId],
  );
  if (begun.rowCount !== 1) {
    throw interchangeErrors.importRunning(
      "Another import or its undoing is still at work; try again when it has ended.",
    );
  }
  return {
    writeId,
    part: (work) =>
      writeAs(
        pool,
        caller,
        async (unit) => {
          await beat(unit);
          return work(unit);
        },
        writeId,
      ),
  };
}

/** Ends it: nothing takes it back any more by itself. */
export async function endLongWrite(pool: pg.Pool, writeId: string): Promise<void> {
  await pool.query("DELETE FROM import_run WHERE write_id = $1", [writeId]);
}

/** Says that it's still at work; throws where it was taken for stopped. */
async function beat({ db, userId, writeId }: UnitOfWork): Promise<void> {
  const { rowCount } = await db.query(
    "UPDATE import_run SET beat_at = now() WHERE user_id = $1 AND write_id = $2 AND failed_at IS NULL",
    [userId, writeId],
  );
  if (rowCount !== 1)
    throw interchangeErrors.importStopped("It took too long and was taken back; try again.");
}
