import { Temporal } from "temporal-polyfill";
import { toInstant, toWall } from "../zone/wall.ts";

/**
 * The next instant, after `after`, at which a clock says so; RFC 3339 in UTC with milliseconds. On a day that leaves that
 * time out it is as much later as the clock is put forward.
 *
 * @param time of day, `HH:MM`
 * @param zone IANA
 * @param after instant
 */
export function nextAtClock(time: string, zone: string, after: string): string {
  const today = Temporal.PlainDate.from(toWall(after, zone).slice(0, 10));
  const onDay = (days: number) => new Date(toInstant(`${today.add({ days })}T${time}:00`, zone));
  const first = onDay(0);
  return (first.getTime() > Date.parse(after) ? first : onDay(1)).toISOString();
}
