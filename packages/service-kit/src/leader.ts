import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";

const RETRY_MS = 1_000;
/** How often the leader looks whether its connection still holds, and how long an answer may take. */
const BEAT_MS = 5_000;
const ANSWER_MS = 4_000;

/** What the leader's work is given. */
export interface Turn {
  /** Aborted when this replica leads no more: the work is to end then. */
  readonly signal: AbortSignal;
  /** Has `wake` called at each NOTIFY on the leader's channel. */
  onNotify(wake: () => void): void;
}

/** What {@link startLeader} needs. */
export interface LeaderOptions {
  /** Direct, not through a pooler: the lock and LISTEN last as long as their connection. */
  readonly databaseUrl: string;
  /** Names the lock, and the channel of NOTIFY, whose payload is the schema. */
  readonly name: string;
  /** What one replica at a time does: lasts until its signal is aborted. */
  readonly lead: (turn: Turn) => Promise<void>;
  readonly logger: Pick<Logger, "info" | "warn">;
}

/** One of several replicas that want to lead. */
export interface Leader {
  /** Stops leading, or wanting to; resolves once the work has ended. */
  stop(): Promise<void>;
}

/**
 * Has one replica at a time do some work: whoever gets an advisory lock, until its connection ends. A replica whose
 * connection dies unseen may go on for some seconds beside its successor, so what is done must bear that.
 */
export function startLeader(options: LeaderOptions): Leader {
  const { logger, name } = options;
  const stopping = new AbortController();
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await leadOnce(options, stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) logger.warn({ err: error, lock: name }, "can't lead now; trying again");
      }
      await pause(RETRY_MS, stopping.signal);
    }
  }
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function leadOnce(
  { databaseUrl, name, lead, logger }: LeaderOptions,
  stop: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  const client = new pg.Client({
    connectionString: databaseUrl,
    keepAlive: true,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  client.on("error", (error) => lost.abort(error));
  client.on("end", () => lost.abort());
  try {
    await client.connect();
    const schema = await follow(client, name, signal);
    if (schema === undefined) return;
    logger.info({ lock: name }, "this replica leads");
    const beat = setInterval(() => {
      client.query("SELECT 1").catch((error: unknown) => lost.abort(error));
    }, BEAT_MS);
    try {
      await lead({
        signal,
        onNotify: (wake) => client.on("notification", ({ payload }) => payload === schema && wake()),
      });
    } finally {
      clearInterval(beat);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Waits until it is our turn. @returns the schema whose lock we have; undefined when it came to nothing */
async function follow(client: pg.Client, name: string, signal: AbortSignal): Promise<string | undefined> {
  await client.query(`LISTEN ${client.escapeIdentifier(name)}`);
  while (!signal.aborted) {
    const { rows } = await client.query<{ schema: string; locked: boolean }>(
      "SELECT current_schema() AS schema, pg_try_advisory_lock(hashtext('lead ' || $1), hashtext(current_schema())) AS locked",
      [name],
    );
    if (rows[0]?.locked) return rows[0].schema;
    await pause(RETRY_MS, signal);
  }
  return undefined;
}

/** Resolves after a while, or as soon as `signal` is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
