/**
 * Shares one reading among all figures that are collected from it at the same time: Prometheus collects every figure of
 * a process at once.
 */
export function readOnce<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}
