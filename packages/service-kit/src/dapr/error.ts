import { reasonOf } from "../errors.ts";

/** A call to the sidecar failed: it couldn't be reached, didn't answer in time, or refused. */
export class DaprError extends Error {
  override readonly name = "DaprError";
  /** HTTP status of the sidecar's answer (for an invocation, of the called service's); undefined without an answer. */
  readonly status: number | undefined;
  /** The answer's body as text, if there was one. */
  readonly body: string | undefined;

  constructor(
    what: string,
    reason: string,
    status: number | undefined,
    body: string | undefined,
    cause?: unknown,
  ) {
    super(`Dapr: ${what}: ${reason}`, cause === undefined ? undefined : { cause });
    this.status = status;
    this.body = body;
  }
}

/** Makes a {@link DaprError} of what the SDK throws: an Error whose message is `{error, error_msg, status}` as JSON. */
export function toDaprError(what: string, error: unknown): DaprError {
  if (error instanceof DaprError) return error;
  const message = reasonOf(error);
  const answer = parseAnswer(message);
  if (!answer) return new DaprError(what, message, undefined, undefined, error);
  return new DaprError(what, `${answer.status} ${answer.error_msg}`, answer.status, answer.error_msg, error);
}

function parseAnswer(message: string): { status: number; error_msg: string } | undefined {
  try {
    const parsed: unknown = JSON.parse(message);
    if (typeof parsed !== "object" || parsed === null || !("status" in parsed)) return undefined;
    const body = "error_msg" in parsed ? parsed.error_msg : "";
    return { status: Number(parsed.status), error_msg: String(body) };
  } catch {
    return undefined;
  }
}
