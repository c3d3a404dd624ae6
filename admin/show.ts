import type { PlaceOptions } from "./place.ts";

/** Prints JSON where that was asked for, else lines for people. */
export function show(
  options: Pick<PlaceOptions, "json">,
  value: unknown,
  lines: () => readonly string[],
): void {
  if (options.json) console.log(JSON.stringify(value, undefined, 2));
  else for (const line of lines()) console.log(line);
}

/** Rows in columns, under headings. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string[] {
  const all = [headings, ...rows.map((row) => row.map((cell) => (cell === null ? "-" : String(cell))))];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => String(row[column] ?? "").length)));
  return all.map((row) =>
    row
      .map((cell, column) => String(cell).padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
