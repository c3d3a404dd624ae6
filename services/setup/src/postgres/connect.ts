import { failuresIn } from "@punctual/service-kit/errors";
import { isUnreachable } from "@punctual/service-kit/unreachable";
import pg from "pg";

/** How long a connection and a statement may take. A server that sleeps when idle takes some seconds to wake. */
const CONNECT_TIMEOUT_MS = 15_000;
const STATEMENT_TIMEOUT_MS = 30_000;

/** Connects as an admin, does the work, and hangs up. */
export function asAdmin<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const config = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  };
  return connected(config, work);
}

/** Connects, does the work, and hangs up. */
export async function connected<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config);
  // The query in hand rejects too; without a listener, a server that goes away would end this process.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** PostgreSQL's codes for: shuts down, crashed, starts up, has no connection to spare. */
const NOT_NOW: ReadonlySet<unknown> = new Set(["57P01", "57P02", "57P03", "53300"]);
/** What pg says of a connection that was lost or never came about, without a code. */
const LOST = /^Connection terminated|^timeout expired$|^Query read timeout$/;

/** Whether a failure says that the server isn't up (yet, or for the moment). */
export function isNotUp(failure: unknown): boolean {
  return failuresIn(failure).some((each) => {
    if (!(each instanceof Error)) return false;
    const { code } = each as { code?: unknown };
    return isUnreachable(code) || NOT_NOW.has(code) || LOST.test(each.message);
  });
}
