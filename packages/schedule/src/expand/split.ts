import type { Rule } from "../rule/rule.ts";
import { toWall } from "../zone/wall.ts";
import { BUDGET } from "./candidates.ts";
import { floating, moments } from "./floating.ts";
import type { Series } from "./series.ts";

/**
 * The rule for what is left from an occurrence on: one with COUNT counts only those that are still to come.
 *
 * @param from an instant, or a plain date for a series of dates
 * @throws RecurError for a rule that would take too long to expand
 */
export function rest(series: Series, from: string): Rule {
  const { rule, start } = series;
  if (rule.count === undefined) return rule;
  const local = start.kind === "date" ? from : toWall(from, start.timeZone);
  const until = floating(local);
  let spent = 0;
  for (const moment of moments(rule, start, Number.NEGATIVE_INFINITY, { left: BUDGET })) {
    if (moment >= until) break;
    spent += 1;
  }
  return { ...rule, count: Math.max(1, rule.count - spent) };
}
