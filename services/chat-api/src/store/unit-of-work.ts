import { randomUUID } from "node:crypto";
import type { Actor } from "@punctual/contracts/change";
import { PEOPLE_ROLE } from "@punctual/contracts/names";
import { inTransaction } from "@punctual/service-kit/database";
import pg from "pg";
import type { Caller } from "../caller.ts";
import type { Change } from "../domain/change.ts";
import { lastStatements } from "./finish-write.ts";

/** A person's view of the database: row-level security shows them their own rows only. */
export interface Reader {
  readonly db: pg.PoolClient;
  readonly userId: string;
}

/** One write of a person: a transaction, and what it has changed so far. */
export interface UnitOfWork extends Reader {
  /** The same for all that is changed here; it is the token to undo it by. */
  readonly writeId: string;
  readonly actor: Actor;
  /** When it began, RFC 3339 in UTC: the time of all that is changed here. */
  readonly now: string;
  /** Names of projects that this write has come across, by id. */
  readonly projectNames: Map<number, string>;
  /** Remembers a change: it gets into the change log and, where it is a task's, becomes an event. */
  record(change: Change): void;
}

/** Runs `work` as a person in one transaction. */
export function asPerson<T>(pool: pg.Pool, userId: string, work: (reader: Reader) => Promise<T>): Promise<T> {
  return inTransaction(pool, (db) => work({ db, userId }), { setUp: becomePerson(userId) });
}

/** Like {@link asPerson}, for what only reads: PostgreSQL refuses any write. */
export function readAs<T>(pool: pg.Pool, userId: string, work: (reader: Reader) => Promise<T>): Promise<T> {
  return inTransaction(pool, (db) => work({ db, userId }), { setUp: becomePerson(userId), readOnly: true });
}

/** How often a write is tried that PostgreSQL ended because it and another waited for each other. */
const TRIES = 4;
const DEADLOCK_DETECTED = "40P01";

/**
 * Runs a write as a person: all that `work` changes is kept, with its log and its events, or nothing is. It waits
 * neither for Kafka nor for the sidecar. `work` may run more than once, each time on nothing that it did before.
 *
 * @param writeId given where a write is too large for one transaction: all its parts have the same
 */
export async function writeAs<T>(
  pool: pg.Pool,
  caller: Caller,
  work: (unit: UnitOfWork) => Promise<T>,
  writeId: string = randomUUID(),
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeOnce(pool, caller, work, writeId);
    } catch (error) {
      const deadlock = error instanceof pg.DatabaseError && error.code === DEADLOCK_DETECTED;
      if (!deadlock || attempt === TRIES) throw error;
    }
  }
}

function writeOnce<T>(
  pool: pg.Pool,
  caller: Caller,
  work: (unit: UnitOfWork) => Promise<T>,
  writeId: string,
): Promise<T> {
  const { userId, actor } = caller;
  let last: readonly pg.QueryConfig[] = [];
  const writing = async (db: pg.PoolClient) => {
    const changes: Change[] = [];
    const unit: UnitOfWork = {
      ...{ db, userId, actor, writeId },
      now: new Date().toISOString(),
      projectNames: new Map(),
      record: (change) => changes.push(change),
    };
    const result = await work(unit);
    if (changes.length > 0) last = await lastStatements(unit, changes);
    return result;
  };
  return inTransaction(pool, writing, { setUp: becomePerson(userId), last: () => last });
}

/** For the transaction only. The search path leads to the schema of the role that logged in, before it is another. */
function becomePerson(userId: string): string {
  return `SELECT set_config('search_path', quote_ident(current_schema()) || ', public', true),
    set_config('punctual.user_id', ${pg.escapeLiteral(userId)}, true), set_config('role', '${PEOPLE_ROLE}', true)`;
}
