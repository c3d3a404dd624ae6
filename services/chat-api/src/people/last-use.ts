import type { FastifyBaseLogger } from "fastify";

/** How often uses are written, and how old what is written must be to be written anew, in milliseconds. */
const WRITE_EVERY_MS = 5_000;
const STALE_MS = 60_000;

/** Writes when credentials were last used, apart from the requests that use them. */
export interface LastUse<Key> {
  /** Notes a use. @param written when it was last used as far as the database knows */
  note(key: Key, written: Date | undefined): void;
  /** Writes what was noted, and stops. */
  stop(): Promise<void>;
}

/**
 * Notes uses in memory and writes them together, each at most once a minute. What a killed process had noted is lost: at
 * most a few seconds of uses.
 */
export function noteLastUse<Key>(
  write: (keys: readonly Key[], at: Date) => Promise<void>,
  logger: FastifyBaseLogger,
): LastUse<Key> {
  let noted = new Set<Key>();
  const writeNoted = async () => {
    if (noted.size === 0) return;
    const keys = [...noted];
    noted = new Set();
    try {
      await write(keys, new Date());
    } catch (error) {
      logger.warn({ err: error }, "the last use of credentials could not be written");
    }
  };
  const timer = setInterval(() => void writeNoted(), WRITE_EVERY_MS);
  timer.unref();
  return {
    note(key, written) {
      if (written === undefined || Date.now() - written.getTime() >= STALE_MS) noted.add(key);
    },
    async stop() {
      clearInterval(timer);
      await writeNoted();
    },
  };
}
