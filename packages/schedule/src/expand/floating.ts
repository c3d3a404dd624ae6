import type { Rule, Until } from "../rule/rule.ts";
import { toInstant } from "../zone/wall.ts";
import { type Budget, candidates } from "./candidates.ts";

/** Where a series begins: on a plain date, or at a wall time (`2026-11-23T09:00:00`) in a zone. */
export type Start =
  | { readonly kind: "date"; readonly date: string }
  | { readonly kind: "wall"; readonly local: string; readonly timeZone: string };

/** A wall time or date as a moment of nowhere, in milliseconds: its UTC fields are what the clock on the wall shows. */
export function floating(local: string): number {
  return Date.parse(local.length === 10 ? `${local}T00:00:00Z` : `${local}Z`);
}

/** The wall time of such a moment. */
export function localOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 19);
}

/**
 * The moments of a rule from `from` on, its COUNT and UNTIL kept. COUNT counts what the rule gives, from the start; the
 * start itself only where the rule gives it.
 *
 * @param from floating, in milliseconds
 */
export function* moments(rule: Rule, start: Start, from: number, budget: Budget): Generator<number> {
  const begin = floating(start.kind === "date" ? start.date : start.local);
  const isPast = rule.until && pastUntil(rule.until, start);
  const { count } = rule;
  let counted = 0;
  // Counting has to begin at the beginning.
  for (const moment of candidates(rule, new Date(begin), count === undefined ? from : begin, budget)) {
    if (isPast?.(moment)) return;
    counted += 1;
    if (moment >= from) yield moment;
    if (counted === count) return;
  }
}

/** A date is that whole day where the series is; an instant is compared as one, a wall time by the clock. */
function pastUntil(until: Until, start: Start): (moment: number) => boolean {
  if (until.kind === "date") {
    const end = floating(`${until.date}T23:59:59`);
    return (moment) => moment > end;
  }
  if (until.kind === "local") {
    const end = floating(start.kind === "date" ? `${until.local.slice(0, 10)}T23:59:59` : until.local);
    return (moment) => moment > end;
  }
  if (start.kind === "date") {
    const end = floating(`${until.instant.slice(0, 10)}T23:59:59`);
    return (moment) => moment > end;
  }
  const end = Date.parse(until.instant);
  return (moment) => Date.parse(toInstant(localOf(moment), start.timeZone)) > end;
}
