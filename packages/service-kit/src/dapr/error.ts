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
