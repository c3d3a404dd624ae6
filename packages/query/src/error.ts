/** A query that can't be read, and why: the place, what is wrong there, and what would be right. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  /** Where in the text, from 1, in UTF-16 units as JavaScript counts them. */
  readonly column: number;
  /** What is wrong and what would be right, without the place. */
  readonly problem: string;
  /** What was probably meant, where something is near: a field or value to put there instead. */
  readonly suggestion: string | undefined;

  constructor(column: number, problem: string, suggestion?: string) {
    const whole = suggestion === undefined ? problem : `${problem} Did you mean ${suggestion}?`;
    super(`Column ${column}: ${whole}`);
    this.column = column;
    this.problem = whole;
    this.suggestion = suggestion;
  }
}
