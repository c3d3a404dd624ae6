/** Columns of Todoist's template, in its order. */
export const COLUMNS = [
  "TYPE",
  "CONTENT",
  "DESCRIPTION",
  "PRIORITY",
  "INDENT",
  "AUTHOR",
  "RESPONSIBLE",
  "DATE",
  "DATE_LANG",
  "TIMEZONE",
  "DURATION",
  "DURATION_UNIT",
  "DEADLINE",
  "DEADLINE_LANG",
] as const;
/** A column of Todoist's template. */
export type Column = (typeof COLUMNS)[number];

/** A row by its columns; what it doesn't have is empty. */
export type Row = Readonly<Record<Column, string>>;

/** Todoist's priorities as they stand in a file, the highest first, and ours. */
export const PRIORITY_OF = { "1": "urgent", "2": "high", "3": "medium", "4": "none", "": "none" } as const;
/** Ours as Todoist's, which has no more than four. */
export const LEVEL_OF = { urgent: "1", high: "2", medium: "3", low: "4", none: "4" } as const;
