/** Ends a command with an exit code and a message on standard error that needs no stack. */
export class CiFailed extends Error {
  override name = "CiFailed";
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What anything that was thrown says. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
