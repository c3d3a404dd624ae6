/** A recurrence rule was malformed; the message says what would be right. */
export class RecurError extends Error {
  override readonly name = "RecurError";
}

/** Longest rule that is read, in characters. */
const MAX_LENGTH = 1000;

const WEEKDAYS = "MO|TU|WE|TH|FR|SA|SU";
/** Frequencies that are taken; a task that comes back within a day is refused. */
const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const SUB_DAILY = ["SECONDLY", "MINUTELY", "HOURLY"];

/** Checks one part's value; returns what would be right where it's wrong. */
type Check = (value: string) => string | undefined;

const atLeastOne: Check = (value) =>
  /^[1-9]\d{0,8}$/.test(value) ? undefined : "a whole number of at least 1";

function numbers(least: number, most: number, signed: boolean): Check {
  const advice = `numbers ${signed ? `±${Math.max(1, least)}` : least} to ${most}, separated by commas`;
  return (value) => {
    const right = value.split(",").every((part) => {
      if (!(signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(part)) return false;
      const number = Math.abs(Number(part));
      return number >= least && number <= most;
    });
    return right ? undefined : advice;
  };
}

const UNTIL = /^\d{8}(T\d{6}Z?)?$/;
const BY_DAY = new RegExp(`^([+-]?(?:[1-9]|[1-4]\\d|5[0-3]))?(?:${WEEKDAYS})$`);
const ONE_WEEKDAY = new RegExp(`^(?:${WEEKDAYS})$`);

/** Every part of a rule (RFC 5545 section 3.3.10) but FREQ, and what its value must be. */
const PARTS: Readonly<Record<string, Check>> = {
  UNTIL: (value) => (UNTIL.test(value) ? undefined : "20271231 or 20271231T225959Z"),
  COUNT: atLeastOne,
  INTERVAL: atLeastOne,
  BYSECOND: numbers(0, 60, false),
  BYMINUTE: numbers(0, 59, false),
  BYHOUR: numbers(0, 23, false),
  BYDAY: (value) =>
    value.split(",").every((day) => BY_DAY.test(day)) ? undefined : "weekdays such as MO,WE or -1FR",
  BYMONTHDAY: numbers(1, 31, true),
  BYYEARDAY: numbers(1, 366, true),
  BYWEEKNO: numbers(1, 53, true),
  BYMONTH: numbers(1, 12, false),
  BYSETPOS: numbers(1, 366, true),
  WKST: (value) => (ONE_WEEKDAY.test(value) ? undefined : "a weekday such as MO"),
};

/**
 * Reads a recurrence rule as RFC 5545 section 3.3.10 writes it (`FREQ=WEEKLY;BYDAY=MO`), with or without `RRULE:` before
 * it, and gives it in capitals. Only its form is checked here, and that it comes at most once a day.
 *
 * @throws RecurError naming the part that is wrong
 */
export function normaliseRecur(text: string): string {
  if (text.length > MAX_LENGTH) throw new RecurError(`must have at most ${MAX_LENGTH} characters`);
  const rule = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "");
  const parts = new Map<string, string>();
  for (const part of rule.split(";")) {
    const [, name, value] = /^([A-Z]+)=([^=]+)$/.exec(part) ?? [];
    if (!name || !value) throw new RecurError(`"${part}" is no part of a rule; write FREQ=WEEKLY;BYDAY=MO`);
    if (parts.has(name)) throw new RecurError(`${name} is there twice`);
    parts.set(name, value);
  }
  checkFrequency(parts.get("FREQ"));
  for (const [name, value] of parts) {
    if (name === "FREQ") continue;
    const check = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (!check) throw new RecurError(`${name} is unknown; rules know FREQ, ${Object.keys(PARTS).join(", ")}`);
    const advice = check(value);
    if (advice) throw new RecurError(`${name}=${value} must be ${advice}`);
  }
  if (parts.has("COUNT") && parts.has("UNTIL")) throw new RecurError("give COUNT or UNTIL, not both");
  checkTogether(parts);
  return rule;
}

function checkFrequency(frequency: string | undefined): void {
  if (frequency === undefined) throw new RecurError("FREQ is missing; write FREQ=WEEKLY");
  if (SUB_DAILY.includes(frequency))
    throw new RecurError(`FREQ=${frequency} comes more than once a day; the most often is DAILY`);
  if (!FREQUENCIES.includes(frequency)) throw new RecurError(`FREQ must be one of ${FREQUENCIES.join(", ")}`);
}

/** What RFC 5545 section 3.3.10 says MUST NOT go together. */
function checkTogether(parts: ReadonlyMap<string, string>): void {
  const frequency = parts.get("FREQ") ?? "";
  const refuse = (name: string, only: string) => {
    throw new RecurError(`${name} doesn't go with FREQ=${frequency}; it needs ${only}`);
  };
  if (parts.has("BYWEEKNO") && frequency !== "YEARLY") refuse("BYWEEKNO", "YEARLY");
  if (parts.has("BYYEARDAY") && frequency !== "YEARLY") refuse("BYYEARDAY", "YEARLY");
  if (parts.has("BYMONTHDAY") && frequency === "WEEKLY") refuse("BYMONTHDAY", "DAILY, MONTHLY or YEARLY");
  const counted = /(^|,)[+-]?\d/.test(parts.get("BYDAY") ?? "");
  if (counted && frequency !== "MONTHLY" && frequency !== "YEARLY")
    refuse("BYDAY with a number", "MONTHLY or YEARLY");
  if (counted && parts.has("BYWEEKNO")) throw new RecurError("BYDAY with a number doesn't go with BYWEEKNO");
  const by = [...parts.keys()].some((name) => name.startsWith("BY") && name !== "BYSETPOS");
  if (parts.has("BYSETPOS") && !by) throw new RecurError("BYSETPOS needs another BY part to choose from");
}
