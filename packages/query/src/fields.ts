import { PRIORITIES } from "@punctual/contracts/task";

/**
 * What a field's values are:
 * - `choice`: one of its `values`; `ranked` ones have an order, the lowest first
 * - `words`: words of a longer text, or a phrase of it
 * - `name`: a whole name, without regard to case and accents
 * - `number`: a positive integer
 * - `duration`: `30m`, `1h30m`, `PT30M`
 * - `date`: a day, month, year or instant, absolute or relative
 */
export type FieldKind = "choice" | "ranked" | "words" | "name" | "number" | "duration" | "date";

/** How a condition compares: `:` is "is one of". */
export type Operator = ":" | "<" | "<=" | ">" | ">=";

/** One of the values that a field knows by name. */
export interface Choice {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly docs: string;
}

interface FieldShape {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: FieldKind;
  /** For `choice` and `ranked`: all that there are. */
  readonly values?: readonly Choice[];
  /** Whether `none` stands for "has no value". */
  readonly noneAllowed?: true;
  readonly docs: string;
  readonly example: string;
}

const PRESENCE = [
  { name: "due", docs: "when it is due" },
  { name: "start", docs: "when it starts" },
  { name: "tag", aliases: ["tags"], docs: "tags" },
  { name: "project", docs: "a project" },
  { name: "parent", docs: "a task above it" },
  { name: "subtasks", aliases: ["subtask", "children"], docs: "tasks below it, those in the trash aside" },
  { name: "notes", aliases: ["note", "description"], docs: "notes" },
  { name: "recurrence", aliases: ["recurring", "repeat"], docs: "a rule to come again by" },
  { name: "reminder", aliases: ["reminders"], docs: "reminders" },
  { name: "estimate", docs: "an estimate" },
  { name: "zone", aliases: ["time_zone"], docs: "a time zone" },
] as const satisfies readonly Choice[];

/** All fields of the language: the parser, its advice, the reference and the tests go by this list. */
export const FIELDS = [
  {
    name: "status",
    aliases: ["state"],
    kind: "choice",
    values: [
      { name: "open", aliases: ["todo"], docs: "still to do" },
      { name: "done", aliases: ["completed", "closed"], docs: "completed" },
    ],
    docs: "Whether it is done.",
    example: "status:open",
  },
  {
    name: "priority",
    aliases: ["prio"],
    kind: "ranked",
    values: PRIORITIES.map((name) => ({ name, docs: name === "none" ? "no priority" : `priority ${name}` })),
    docs: "Its priority; none is the lowest.",
    example: "priority>=high",
  },
  {
    name: "is",
    aliases: [],
    kind: "choice",
    values: [
      { name: "open", aliases: ["todo"], docs: "still to do" },
      { name: "done", aliases: ["completed", "closed"], docs: "completed" },
      { name: "overdue", aliases: ["late"], docs: "open, and due before now (a whole day: before today)" },
      { name: "today", docs: "due today" },
      { name: "upcoming", docs: "due after today" },
      { name: "subtask", aliases: ["child"], docs: "has a task above it" },
      { name: "recurring", aliases: ["repeating"], docs: "comes again by a rule" },
      {
        name: "trashed",
        aliases: ["deleted"],
        docs: "in the trash, where nothing else is looked for unless asked",
      },
    ],
    docs: "What it is at this moment.",
    example: "is:overdue",
  },
  {
    name: "has",
    aliases: [],
    kind: "choice",
    values: PRESENCE,
    docs: "What it has.",
    example: "has:reminder",
  },
  {
    name: "no",
    aliases: ["without"],
    kind: "choice",
    values: PRESENCE,
    docs: "What it lacks.",
    example: "no:due",
  },
  {
    name: "tag",
    aliases: ["tags", "label"],
    kind: "name",
    docs: "Has a tag of this name.",
    example: "tag:home",
  },
  {
    name: "project",
    aliases: ["list"],
    kind: "name",
    docs: "Is in the project of this name.",
    example: 'project:"Old house"',
  },
  {
    name: "project_id",
    aliases: [],
    kind: "number",
    noneAllowed: true,
    docs: "Is in the project of this id.",
    example: "project_id:7",
  },
  {
    name: "parent",
    aliases: ["parent_id"],
    kind: "number",
    noneAllowed: true,
    docs: "Is right below the task of this id.",
    example: "parent:12",
  },
  { name: "id", aliases: [], kind: "number", docs: "Its id.", example: "id:12,15" },
  { name: "title", aliases: ["name"], kind: "words", docs: "Words of its title.", example: "title:milk" },
  {
    name: "notes",
    aliases: ["note", "description"],
    kind: "words",
    docs: "Words of its notes.",
    example: 'notes:"call back"',
  },
  {
    name: "due",
    aliases: ["due_at", "due_date", "deadline"],
    kind: "date",
    docs: "When it is due. A task due on a whole day is due until that day ends.",
    example: "due<today+7d",
  },
  {
    name: "start",
    aliases: ["start_at", "starts"],
    kind: "date",
    docs: "When it starts.",
    example: "start<=today",
  },
  {
    name: "reminder",
    aliases: ["reminders", "remind"],
    kind: "date",
    docs: "When one of its reminders is.",
    example: "reminder:today",
  },
  {
    name: "created",
    aliases: ["created_at"],
    kind: "date",
    docs: "When it was made.",
    example: "created>=-7d",
  },
  {
    name: "updated",
    aliases: ["updated_at", "changed"],
    kind: "date",
    docs: "When it last changed.",
    example: "updated>now-4h",
  },
  {
    name: "completed",
    aliases: ["completed_at", "done"],
    kind: "date",
    docs: "When it was completed.",
    example: "completed:yesterday",
  },
  {
    name: "deleted",
    aliases: ["deleted_at", "trashed"],
    kind: "date",
    docs: "When it was put into the trash.",
    example: "deleted>=today",
  },
  {
    name: "recurrence",
    aliases: ["repeat", "recurring"],
    kind: "choice",
    values: [
      { name: "daily", docs: "by the day" },
      { name: "weekly", docs: "by the week" },
      { name: "monthly", docs: "by the month" },
      { name: "yearly", aliases: ["annually"], docs: "by the year" },
    ],
    docs: "How often it comes again.",
    example: "recurrence:weekly",
  },
  {
    name: "estimate",
    aliases: ["duration"],
    kind: "duration",
    docs: "How long it is thought to take.",
    example: "estimate<=30m",
  },
  {
    name: "zone",
    aliases: ["time_zone", "timezone"],
    kind: "name",
    docs: "The time zone that its times are meant in.",
    example: "zone:Europe/Berlin",
  },
  {
    name: "version",
    aliases: [],
    kind: "number",
    docs: "How often it was written, from 1.",
    example: "version>1",
  },
  {
    name: "saved",
    aliases: ["filter"],
    kind: "name",
    docs: "Fits the saved filter of this name.",
    example: "saved:errands",
  },
] as const satisfies readonly FieldShape[];

/** A field's name in the language. */
export type FieldName = (typeof FIELDS)[number]["name"];
/** A field as the registry has it. */
export type Field = FieldShape & { readonly name: FieldName };
/** What `has:` and `no:` know. */
export type Presence = (typeof PRESENCE)[number]["name"];

const COMPARABLE: ReadonlySet<FieldKind> = new Set(["ranked", "number", "duration", "date"]);

/** Whether the field's values have an order, so that `<`, `>=` and ranges make sense. */
export function isComparable(field: Field): boolean {
  return COMPARABLE.has(field.kind);
}

/** The operators that a field takes. */
export function operatorsOf(field: Field): readonly Operator[] {
  return isComparable(field) ? [":", "<", "<=", ">", ">="] : [":"];
}

/** The field of this name or alias, in any case. */
export function findField(name: string): Field | undefined {
  const sought = name.toLowerCase();
  return FIELDS.find((field: Field) => field.name === sought || field.aliases.includes(sought));
}

/** The value of this name or alias, in any case. */
export function findChoice(choices: readonly Choice[], name: string): Choice | undefined {
  const sought = name.toLowerCase();
  return choices.find((choice) => choice.name === sought || choice.aliases?.includes(sought));
}
