import { type Occurrence, preview } from "../expand/series.ts";
import { toInstant } from "../zone/wall.ts";
import { dueOf, following, momentIn } from "./next.ts";
import { placeOf, type Recurring, seriesOf, zoneOf } from "./recurring.ts";

/**
 * What will follow a task, were each occurrence done when it is due; at most `count`.
 *
 * @throws RecurError for a rule that can't be read, or would take too long to expand
 */
export function upcoming(task: Recurring, count: number): readonly Occurrence[] {
  const place = placeOf(task);
  const series = seriesOf(task);
  if (!task.recurrence || !place || !series || count === 0) return [];
  if (task.recurrence.mode === "schedule") return preview(series, count, momentIn(series, place.occurrence));
  return eachFromTheLast(task, count);
}

function eachFromTheLast(task: Recurring, count: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (let last = task; found.length < count; ) {
    const place = placeOf(last);
    const closedAt = last.due_at ?? (last.due_date && toInstant(`${last.due_date}T12:00:00`, zoneOf(last)));
    const next = closedAt ? following(last, closedAt) : null;
    if (!next || !place) break;
    found.push(next.occurrence);
    const { occurrence, ...due } = dueOf(next.occurrence);
    last = { ...last, ...due, series: { start: place.start, occurrence, number: place.number + 1 } };
  }
  return found;
}
