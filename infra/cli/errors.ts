/** Something that the person at the keyboard can put right; the message says how. */
export class CliError extends Error {
  override readonly name = "CliError";
}
