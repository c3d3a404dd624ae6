/**
 * Waits for all, and only then throws what the first of them threw: of statements sent together in a transaction, none
 * may still come after its rollback.
 */
export async function together<const T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(work);
  for (const each of settled) if (each.status === "rejected") throw each.reason;
  return Promise.all(work) as Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
}
