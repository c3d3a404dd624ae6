import { QueryError } from "../error.ts";
import type { Field } from "../fields.ts";

/** Reads a positive integer as ids are, or `none` where the field may lack one; throws QueryError with advice. */
export function parseNumber(text: string, field: Field, column: number): number | null {
  if (field.noneAllowed && text.toLowerCase() === "none") return null;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  const none = field.noneAllowed ? ", or none" : "";
  throw new QueryError(column, `"${text}" is no ${field.name}: that is a number such as 12${none}.`);
}
