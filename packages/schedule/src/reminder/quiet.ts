import { Temporal } from "temporal-polyfill";
import { toInstant, toWall } from "../zone/wall.ts";

/** Hours of each day in which somebody wants to hear of nothing, such as 22:00 to 07:00; they may go over midnight. */
export interface QuietHours {
  /** Times of day, `HH:MM`. */
  readonly from: string;
  readonly until: string;
  /** IANA. */
  readonly time_zone: string;
}

/**
 * When quiet hours that are on at `now` end, RFC 3339 in UTC with milliseconds; undefined where none are on. The same
 * time twice means none at all.
 *
 * @param now instant
 */
export function quietUntil({ from, until, time_zone }: QuietHours, now: string): string | undefined {
  if (from === until) return undefined;
  const [today = "", clock = ""] = toWall(now, time_zone).split("T");
  const begun = clock >= from;
  const over = clock >= until;
  const quiet = from < until ? begun && !over : begun || !over;
  if (!quiet) return undefined;
  const day = over ? Temporal.PlainDate.from(today).add({ days: 1 }).toString() : today;
  const end = new Date(toInstant(`${day}T${until}:00`, time_zone));
  // Where the clock is put back, the end's first time may have been an hour ago.
  return end.toISOString() > new Date(now).toISOString() ? end.toISOString() : undefined;
}
