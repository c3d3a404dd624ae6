import { availableParallelism } from "node:os";

/** Does the same with each, as many at a time as there are cores. */
export async function sideBySide<T>(
  all: readonly T[],
  work: (each: T, index: number) => Promise<void>,
): Promise<void> {
  const left = all.entries();
  const worker = async () => {
    for (const [index, each] of left) await work(each, index);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
