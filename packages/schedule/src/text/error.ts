/** Words for a recurrence that can't be taken; the message says which, and what would be right. */
export class TextError extends Error {
  override readonly name = "TextError";
  /** Where the words are that it is about, in UTF-16 units. */
  readonly start: number;
  readonly end: number;

  constructor(message: string, { start, end }: { readonly start: number; readonly end: number }) {
    super(message);
    this.start = start;
    this.end = end;
  }
}
