/** Ends a command with a message on standard error that needs no stack. */
export class CiFailed extends Error {
  override name = "CiFailed";
}

/** What anything that was thrown says. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
