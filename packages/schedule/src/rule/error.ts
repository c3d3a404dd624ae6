/**
 * Why a rule isn't taken: it is written wrongly, can never come about, or would take too long to expand.
 */
export type RecurErrorCode = "malformed" | "impossible" | "too_costly";

/** A recurrence rule isn't taken; the message says what would be right. */
export class RecurError extends Error {
  override readonly name = "RecurError";
  readonly code: RecurErrorCode;

  constructor(message: string, code: RecurErrorCode = "malformed") {
    super(message);
    this.code = code;
  }
}
