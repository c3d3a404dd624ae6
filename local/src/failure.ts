/** Ends a command with an exit code and a message on standard error that needs no stack. */
export class CommandFailed extends Error {
  override name = "CommandFailed";
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Exit code of commands that need a running platform when there is none. */
export const NOT_RUNNING = 3;

/** What anything that was thrown says. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
