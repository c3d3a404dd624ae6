import { QueryError } from "../error.ts";

/** Longest estimate that can be asked for: a hundred thousand hours. */
const MOST_MINUTES = 6_000_000;

/** Reads `30m`, `1h`, `1h30m` or ISO 8601 `PT1H30M` as minutes; throws QueryError with advice. */
export function parseDuration(text: string, column: number): number {
  const short = /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,7})m(?:in)?)?$/i.exec(text);
  const iso = /^P(?=.)(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,7})M)?)?$/i.exec(text);
  const [days = 0, hours = 0, minutes = 0] = (
    short ? [0, short[1], short[2]] : iso ? [iso[1], iso[2], iso[3]] : [Number.NaN]
  ).map((part) => Number(part ?? 0));
  const total = (days * 24 + hours) * 60 + minutes;
  if (Number.isNaN(total)) {
    throw new QueryError(column, `"${text}" is no duration. Give one such as 30m, 1h, 1h30m or PT1H30M.`);
  }
  if (total > MOST_MINUTES) throw new QueryError(column, "No estimate is longer than 100,000 hours.");
  return total;
}

/** The minutes as {@link parseDuration} reads them back. */
export function printDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return hours === 0 ? `${rest}m` : rest === 0 ? `${hours}h` : `${hours}h${rest}m`;
}
