import { type OccurrenceTemplate, occurrenceTemplate } from "@punctual/contracts/series";
import type { EditScope, Task, TaskPatch } from "@punctual/contracts/task";
import { rest } from "@punctual/schedule/expand/split";
import { momentIn } from "@punctual/schedule/occurrence/next";
import { seriesOf, zoneOf } from "@punctual/schedule/occurrence/recurring";
import { inZone } from "@punctual/schedule/occurrence/shift";
import { printRule } from "@punctual/schedule/rule/print";
import { errors } from "@punctual/service-kit/errors";
import { firstOf, withSeries } from "./series.ts";

const OWN_FIELDS = occurrenceTemplate.keyof().options;

/**
 * What a patch makes of a task's series. The rule changes only where the patch gives another; a new due date is this
 * occurrence's alone, unless the patch is for those that follow too, which then count from it.
 *
 * @param after the task as patched, its series still as before
 */
export function editedSeries(given: Task, after: Task, patch: TaskPatch, scope?: EditScope): Task {
  const before = withSeries(given);
  const changed = !sameRule(before.recurrence, after.recurrence);
  if (changed && scope === "this") {
    throw errors.validationFailed("The rule is that of all occurrences.", {
      errors: [
        { field: "recurrence", message: "can't be changed for this occurrence alone; use scope=following" },
      ],
    });
  }
  if (!after.recurrence) return { ...after, series: before.series && withoutTemplate(before.series) };
  if (!before.series || changed) return { ...after, series: firstOf(after, before.series?.id ?? after.id) };
  const here = inSameHour(before, after, patch);
  const series = { ...before.series, ...template(before, patch, scope) };
  const follows = scope === "following" || scope === "all";
  const moved = here.due_at !== before.due_at || here.due_date !== before.due_date;
  if (!follows || !moved || patch.time_zone) return { ...here, series: withoutEmpty(series) };
  return fromHereOn(before, here);
}

/** From a new due date on, the rule counts from there: as often as it would have come. */
function fromHereOn(before: Task, after: Task): Task {
  const old = seriesOf(before);
  const recurrence = after.recurrence;
  if (!old || !recurrence || !before.series) return after;
  const rule = printRule(rest(old, momentIn(old, before.series.occurrence)));
  return { ...after, recurrence: { ...recurrence, rrule: rule }, series: firstOf(after, before.series.id) };
}

/** In another zone, what recurs at 9:00 is at 9:00 there. */
function inSameHour(before: Task, after: Task, patch: TaskPatch): Task {
  const from = zoneOf(before);
  const to = zoneOf(after);
  if (from === to || patch.due_at || !after.due_at) return after;
  const start_at = after.start_at && (patch.start_at ? after.start_at : inZone(after.start_at, from, to));
  return { ...after, due_at: inZone(after.due_at, from, to), start_at };
}

function template(
  before: Task,
  patch: TaskPatch,
  scope: EditScope | undefined,
): { template: OccurrenceTemplate } {
  const given = OWN_FIELDS.filter((field) => patch[field] !== undefined);
  const had = before.series?.template ?? {};
  if (scope === "this") {
    return { template: { ...Object.fromEntries(given.map((field) => [field, before[field]])), ...had } };
  }
  return { template: Object.fromEntries(Object.entries(had).filter(([field]) => !isOneOf(given, field))) };
}

function isOneOf(fields: readonly string[], field: string): boolean {
  return fields.includes(field);
}

function withoutEmpty(series: NonNullable<Task["series"]>): NonNullable<Task["series"]> {
  return Object.keys(series.template ?? {}).length === 0 ? withoutTemplate(series) : series;
}

function withoutTemplate({
  template: _,
  ...series
}: NonNullable<Task["series"]>): NonNullable<Task["series"]> {
  return series;
}

/** What an exception adds or takes away leaves the rule as it is. */
function sameRule(a: Task["recurrence"], b: Task["recurrence"]): boolean {
  return a?.rrule === b?.rrule && a?.mode === b?.mode;
}
