import pg from "pg";
import type { Logger } from "pino";
import { OUTBOX_CHANNEL } from "./append.ts";

const RECONNECT_MS = 1_000;

/** A connection that listens, and comes back when it is lost. */
export interface Listener {
  close(): Promise<void>;
}

/**
 * Calls `wake` whenever something was appended to the outbox of the connecting role's schema, with the user whose events
 * these are; without one where that isn't known.
 */
export function createListener(
  databaseUrl: string,
  wake: (userId?: string) => void,
  logger: Logger,
): Listener {
  let closed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    let lost = false;
    const reconnect = (error?: unknown) => {
      if (lost || closed) return;
      lost = true;
      logger.warn({ err: error }, "not listening to the outbox; connecting again");
      next.end().catch(() => undefined);
      retry = setTimeout(() => void connect(), RECONNECT_MS);
    };
    next.on("error", reconnect);
    next.on("end", reconnect);
    try {
      await next.connect();
      client = next;
      const { rows } = await next.query<{ schema: string }>("SELECT current_schema() AS schema");
      const schema = rows[0]?.schema;
      next.on("notification", (message) => {
        const [from, userId] = splitOnce(message.payload ?? "");
        if (from === schema) wake(userId);
      });
      await next.query(`LISTEN ${OUTBOX_CHANNEL}`);
      // Whatever was appended while nobody listened.
      wake();
      if (closed) await next.end();
    } catch (error) {
      reconnect(error);
    }
  }

  const first = connect();
  return {
    async close() {
      closed = true;
      clearTimeout(retry);
      await first;
      await client?.end();
    },
  };
}

function splitOnce(payload: string): [string, string | undefined] {
  const space = payload.indexOf(" ");
  return space < 0 ? [payload, undefined] : [payload.slice(0, space), payload.slice(space + 1)];
}
