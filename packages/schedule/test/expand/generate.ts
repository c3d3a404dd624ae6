import { FREQUENCIES, type Frequency, WEEKDAYS } from "@punctual/schedule/rule/rule";
import fc from "fast-check";

/** Zones with the hour of daylight saving, with half an hour, at midnight, with a day left out, and without any. */
export const ZONES = [
  "America/New_York",
  "Europe/Dublin",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "UTC",
] as const;

const some = (values: fc.Arbitrary<number>, most: number) =>
  fc.uniqueArray(values, { minLength: 1, maxLength: most });
/** 1 to `most`, and from the end. */
const placed = (most: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: most }) },
    { weight: 1, arbitrary: fc.integer({ min: -most, max: -1 }) },
  );
const weekday = fc.constantFrom(...WEEKDAYS);

/** Given in about one of `one` rules. */
function seldom<T>(one: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(value, { freq: one - 1 }).chain((given) => (given === null ? value : fc.constant(null)));
}

function byDay(frequency: Frequency, withWeek: boolean): fc.Arbitrary<string[]> {
  const plain = fc.uniqueArray(weekday, { minLength: 1, maxLength: 5 });
  if (withWeek || frequency === "DAILY" || frequency === "WEEKLY") return plain;
  const nth = fc.tuple(placed(5), weekday).map(([place, day]) => `${place}${day}`);
  return fc.oneof(plain, fc.uniqueArray(nth, { minLength: 1, maxLength: 3 }));
}

function byParts(frequency: Frequency): fc.Arbitrary<string[]> {
  const isYearly = frequency === "YEARLY";
  return seldom(isYearly ? 6 : 1000, some(placed(53), 3)).chain((weeks) =>
    fc
      .record({
        BYMONTH: seldom(4, some(fc.integer({ min: 1, max: 12 }), 4)),
        BYWEEKNO: fc.constant(isYearly ? weeks : null),
        BYYEARDAY: isYearly ? seldom(7, some(placed(366), 4)) : fc.constant(null),
        BYMONTHDAY: frequency === "WEEKLY" ? fc.constant(null) : seldom(3, some(placed(31), 5)),
        BYDAY: seldom(2, byDay(frequency, weeks !== null)),
        BYHOUR: seldom(8, some(fc.integer({ min: 0, max: 23 }), 3)),
        BYMINUTE: seldom(8, some(fc.integer({ min: 0, max: 59 }), 2)),
        BYSECOND: seldom(20, some(fc.integer({ min: 0, max: 59 }), 2)),
      })
      .map((parts) =>
        Object.entries(parts).flatMap(([name, values]) => (values ? [`${name}=${values.join(",")}`] : [])),
      ),
  );
}

/** Rules of every kind, without an end; some never come about. */
export const endless: fc.Arbitrary<string> = fc
  .constantFrom(...FREQUENCIES)
  .chain((frequency) =>
    fc
      .tuple(
        fc.oneof(
          { weight: 3, arbitrary: fc.constant(1) },
          { weight: 2, arbitrary: fc.integer({ min: 2, max: 6 }) },
        ),
        byParts(frequency),
        seldom(5, some(placed(5), 2)),
        seldom(3, weekday),
      )
      .map(([interval, by, places, weekStart]) =>
        [
          `FREQ=${frequency}`,
          ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
          ...by,
          ...(places && by.length > 0 ? [`BYSETPOS=${places.join(",")}`] : []),
          ...(weekStart ? [`WKST=${weekStart}`] : []),
        ].join(";"),
      ),
  );

/** A wall time, seldom not on the hour: `2026-11-23T09:00:00`. */
export const local: fc.Arbitrary<string> = fc
  .tuple(
    fc.integer({ min: Date.parse("1997-01-01"), max: Date.parse("2031-01-01") }),
    fc.constantFrom("00:00:00", "00:30:00", "02:15:00", "09:00:00", "17:45:30", "23:59:59"),
  )
  .map(([day, time]) => `${new Date(day).toISOString().slice(0, 10)}T${time}`);
