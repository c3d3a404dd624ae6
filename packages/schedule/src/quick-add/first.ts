import { preview, type Series } from "../expand/series.ts";
import type { SaidRecurrence } from "../text/build.ts";
import { toInstant } from "../zone/wall.ts";
import type { QuickDue } from "./quick-add.ts";

/**
 * When what recurs is due first: on or after its start, and not before now. Where no start is said, every second Monday
 * begins with the next one.
 *
 * @param now wall time in `timeZone`
 * @throws RecurError for a rule that can't be expanded
 */
export function firstDue(
  said: SaidRecurrence,
  { now, timeZone }: { readonly now: string; readonly timeZone: string },
): QuickDue | undefined {
  const date = said.start ?? now.slice(0, 10);
  const { count: _, ...endless } = said.rule;
  const rule = said.start === undefined ? { ...endless, interval: 1 } : said.rule;
  const rest = { rule, exdates: [], rdates: [] };
  if (said.time === undefined) {
    const series: Series = { ...rest, start: { kind: "date", date } };
    const [first] = preview(series, 1);
    return first?.kind === "date" ? { kind: "date", date: first.date } : undefined;
  }
  const series: Series = { ...rest, start: { kind: "wall", local: `${date}T${said.time}:00`, timeZone } };
  const [first] = preview(series, 1, toInstant(now, timeZone));
  return first?.kind === "wall" ? { kind: "wall", local: first.local } : undefined;
}
