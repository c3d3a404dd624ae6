/** Signals by which a person or the system asks a process to end. */
export const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does work that can be ended by a signal: its AbortSignal is aborted, and afterwards this rejects. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort(new Error("Interrupted."));
  for (const signal of END_SIGNALS) process.once(signal, interrupt);
  try {
    const result = await work(interrupted.signal);
    interrupted.signal.throwIfAborted();
    return result;
  } finally {
    for (const signal of END_SIGNALS) process.off(signal, interrupt);
  }
}
