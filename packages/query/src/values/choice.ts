import { QueryError } from "../error.ts";
import { type Choice, type Field, findChoice } from "../fields.ts";
import { nearest } from "../nearest.ts";

/** Reads one of the field's values; throws QueryError with all that there are. */
export function parseChoice(text: string, field: Field, column: number): string {
  const choices: readonly Choice[] = field.values ?? [];
  const choice = findChoice(choices, text);
  if (choice) return choice.name;
  const names = choices.map(({ name }) => name);
  const known = choices.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);
  throw new QueryError(
    column,
    `"${text}" is no value of ${field.name}: there are ${names.join(", ")}.`,
    nearest(text, known),
  );
}
