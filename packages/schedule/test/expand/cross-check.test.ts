import { type Occurrence, preview } from "@punctual/schedule/expand/series";
import { normaliseRecur } from "@punctual/schedule/recur";
import { RecurError } from "@punctual/schedule/rule/error";
import { offsetAt } from "@punctual/schedule/zone/wall";
import fc from "fast-check";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { endless, local, ZONES } from "./generate.ts";
import { onWalls } from "./support.ts";

// Every class is explained in docs/decisions/2026-11-24-recurrence-differences.md.

const RULES = 3200;
const COMPARED = 2000;
const FIRST = 20;
/** Steps after which the other implementation gives up. */
const MOST_STEPS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Compared {
  readonly rule: string;
  readonly zone: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

function expandOurs(rule: string, start: string, zone: string): string[] | undefined {
  try {
    normaliseRecur(rule);
    return preview(onWalls(rule, start, zone), FIRST).flatMap((each: Occurrence) =>
      "at" in each ? each.at : [],
    );
  } catch (error) {
    if (error instanceof RecurError && error.code !== "malformed") return undefined;
    throw error;
  }
}

/** Undefined where it gives up. */
function expandTheirs(rule: string, start: string, zone: string): string[] | undefined {
  const dtstart = Temporal.PlainDateTime.from(start).toZonedDateTime(zone);
  const theirs = new RRuleTemporal({
    rruleString: rule,
    dtstart: dtstart as never,
    maxIterations: MOST_STEPS,
  });
  try {
    return theirs
      .all((_, index) => index < FIRST)
      .slice(0, FIRST)
      .map((each) => each.toInstant().toString());
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("Maximum iterations")) return undefined;
    throw error;
  }
}

const has = (rule: string, part: string) => rule.includes(`;${part}=`);

/** Clocks went forward within the day before it. */
function isAfterGap(at: string, zone: string): boolean {
  const before = new Date(Date.parse(at) - DAY_MS - 1000).toISOString();
  return offsetAt(at, zone) > offsetAt(before, zone);
}

const CLASSES: Readonly<Record<string, (compared: Compared) => boolean>> = {
  "a wall time in a gap: they leave it out, we move it forward": ({ ours, theirs, zone }) => {
    const kept = ours.filter((at) => theirs.includes(at) || !isAfterGap(at, zone));
    return kept.length < ours.length && kept.every((at, index) => at === theirs[index]);
  },
  "a wall time in a gap, and BYSETPOS: they choose another, we move the chosen one": ({
    rule,
    ours,
    theirs,
    zone,
  }) => {
    const alone = ours.filter((at) => !theirs.includes(at));
    return has(rule, "BYSETPOS") && alone.length > 0 && alone.every((at) => isAfterGap(at, zone));
  },
  "more than one way to choose days of a year: they leave out a limit": ({ rule }) => {
    const ways = ["BYYEARDAY", "BYWEEKNO", "BYMONTHDAY", "BYDAY"].filter((part) => has(rule, part));
    return rule.startsWith("FREQ=YEARLY") && ways.length > 1;
  },
};

test("two thousand rules and more come as another implementation has them, or differ in a known way", () => {
  const samples = fc.sample(fc.tuple(endless, local, fc.constantFrom(...ZONES)), {
    numRuns: RULES,
    seed: 20261124,
  });
  const counts = new Map<string, number>();
  const unknown: Compared[] = [];
  let compared = 0;
  for (const [rule, start, zone] of samples) {
    const ours = expandOurs(rule, start, zone);
    const theirs = ours && expandTheirs(rule, start, zone);
    if (!ours || !theirs) continue;
    compared += 1;
    if (ours.join() === theirs.join()) continue;
    const difference = { rule: `${rule} from ${start}`, zone, ours, theirs };
    const [name] = Object.entries(CLASSES).find(([, is]) => is(difference)) ?? [];
    if (name === undefined) unknown.push(difference);
    else counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  expect(unknown).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(COMPARED);
  // A class that nothing falls into any more is to go, and one that grows is to be looked at.
  expect([...counts.keys()].sort()).toEqual(Object.keys(CLASSES).sort());
  for (const count of counts.values()) expect(count).toBeLessThan(compared * 0.06);
}, 60_000);
