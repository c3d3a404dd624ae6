import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

/** Where we are in a distributed trace (W3C Trace Context): 32 and 16 hex digits. */
export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
}

const storage = new AsyncLocalStorage<TraceContext>();
// Ids of zeros only are invalid.
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

/**
 * Continues the caller's trace with a span of our own, or begins a new one where the header is missing or malformed
 * (W3C Trace Context section 3.2.2 asks to restart rather than fail).
 */
export function continueTrace(traceparent: string | undefined): TraceContext {
  const match = traceparent === undefined ? null : TRACEPARENT.exec(traceparent);
  const traceId = match?.[1];
  const flags = match?.[2];
  if (!traceId || !flags) {
    return { traceId: hex(16), spanId: hex(8), sampled: true };
  }
  return { traceId, spanId: hex(8), sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Runs `work` with `context` as the current trace, also across its awaits. */
export function withTrace<T>(context: TraceContext, work: () => T): T {
  return storage.run(context, work);
}

/** The current trace, if any. */
export function currentTrace(): TraceContext | undefined {
  return storage.getStore();
}

/** The current trace as a `traceparent` header, to hand on. */
export function traceparent(): string | undefined {
  const context = storage.getStore();
  return context && `00-${context.traceId}-${context.spanId}-${context.sampled ? "01" : "00"}`;
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
