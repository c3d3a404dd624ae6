/** A scrape waits no longer than this for one of its sources, in milliseconds. */
const LIMIT_MS = 900;

/**
 * Shares one reading among all figures that are collected from it at the same time: Prometheus collects every figure of
 * a process at once.
 *
 * A source that hangs must not make the whole process look dead: what it doesn't say in time is `otherwise`, as is what
 * it refuses. The next scrape waits for the same reading again, so that they don't pile up.
 */
export function readOnce<T>(read: () => Promise<T>, otherwise: T): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return async () => {
    reading ??= read()
      .catch(() => otherwise)
      .finally(() => {
        reading = undefined;
      });
    const { promise: late, resolve } = Promise.withResolvers<T>();
    const timer = setTimeout(() => resolve(otherwise), LIMIT_MS);
    try {
      return await Promise.race([reading, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
