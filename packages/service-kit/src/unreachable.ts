/** What Node.js says of an address where nothing answers, or whose name isn't known yet. */
const UNREACHABLE: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Whether a code of a failure says that nothing answers at an address. */
export function isUnreachable(code: unknown): boolean {
  return UNREACHABLE.has(code);
}
