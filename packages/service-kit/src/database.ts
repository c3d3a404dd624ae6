import pg from "pg";
import type { Logger } from "pino";
import { GatheringSocket } from "./database/gathering-socket.ts";
import { together } from "./database/together.ts";

/** What a query can run on: the pool, or the one connection of a transaction. */
export type Queryable = Pick<pg.Pool, "query">;

/** How long a caller waits for a free connection, and a statement for its answer. */
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 10_000;
/** The server ends a statement sooner, unless it hangs or the network does: then nobody else would end the wait. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2_000;

// pg gives bigint as text, for it may not fit; our ids and versions stay far below 2^53.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (oid === pg.types.builtins.INT8 && format !== "binary") return (text: string) => parseInt8(text);
    // A plain date stays text: a JavaScript Date would put it into some time zone.
    if (oid === pg.types.builtins.DATE && format !== "binary") return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
};

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} doesn't fit a JavaScript number`);
  return value;
}

/**
 * Opens a pool; connections are made when needed. Statements are sent as they are asked for, without waiting for the
 * answers to those before.
 *
 * @param max how many connections at most
 * @param answerTimeoutMs how long a statement's answer is waited for; its connection is given up then
 */
export function createPool(
  databaseUrl: string,
  logger: Logger,
  max = 10,
  answerTimeoutMs = ANSWER_TIMEOUT_MS,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
    types,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: answerTimeoutMs,
    idleTimeoutMillis: 30_000,
    pipeline: true,
    stream: () => new GatheringSocket(),
  });
  // Without a listener, an idle connection that the server closes would end the process.
  pool.on("error", (error) => logger.warn({ err: error }, "an idle database connection was lost"));
  return pool;
}

/** How a transaction begins and ends. */
export interface TransactionOptions {
  /** Statements without parameters that go with BEGIN, in the same round trip. */
  readonly setUp?: string;
  /** Nothing can be written; that it is over isn't waited for. */
  readonly readOnly?: boolean;
  /** Statements that nothing waits for but COMMIT; they go with it, in the same round trip. Asked for after `work`. */
  readonly last?: () => readonly pg.QueryConfig[];
}

/**
 * Runs `work` in one transaction: commits what it returns from, rolls back what it throws from. When `work` ends, so
 * must have all statements that it sent: see {@link together}.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (transaction: pg.PoolClient) => Promise<T>,
  { setUp = "", readOnly = false, last = () => [] }: TransactionOptions = {},
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // The pool listens to idle connections only: without this, one lost between two statements would end the process.
  const lost = (error: Error) => {
    broken = error;
  };
  client.on("error", lost);
  try {
    // If this fails, so do the statements that `work` sends behind it.
    const begun = client.query(`BEGIN${readOnly ? " READ ONLY" : ""};${setUp}`);
    const [result] = await together([work(client), begun]);
    const ends = [...last().map((statement) => client.query(statement)), client.query("COMMIT")];
    // The connection's next user sends behind it. Lost here, nothing is lost but the connection, which the pool sees.
    if (readOnly) for (const end of ends) end.catch(() => undefined);
    else await together(ends);
    return result;
  } catch (error) {
    if (hangs(error)) broken = error;
    else {
      await client.query("ROLLBACK").catch((rollback: unknown) => {
        broken = rollback instanceof Error ? rollback : new Error(String(rollback));
      });
    }
    throw error;
  } finally {
    client.off("error", lost);
    client.release(broken);
  }
}

/** Whether no answer came in time: whatever is asked next on that connection would wait behind it. */
function hangs(error: unknown): error is Error {
  // As pg says it, which has no code for it.
  return error instanceof Error && error.message === "Query read timeout";
}
