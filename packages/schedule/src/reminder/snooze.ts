import { Temporal } from "temporal-polyfill";
import { toInstant, toWall } from "../zone/wall.ts";

/** To when something is put off: for so long (ISO 8601), until an instant, or to a moment of the day. */
export type SnoozeChoice =
  | { readonly for: string }
  | { readonly until: string }
  | { readonly to: "tonight" | "tomorrow_morning" };

const EVENING = "20:00";
const MORNING = "09:00";

/**
 * The instant to which something is put off, RFC 3339 in UTC with milliseconds: tonight is 20:00, or an hour from now
 * once it is that late; tomorrow morning is 09:00. Days are counted on the wall.
 *
 * @param now instant
 * @param zone whose clock it goes by (IANA)
 */
export function snoozedUntil(choice: SnoozeChoice, now: string, zone: string): string {
  if ("until" in choice) return choice.until;
  if ("for" in choice) {
    const { weeks, days, hours, minutes } = Temporal.Duration.from(choice.for);
    const then = Temporal.Instant.from(now)
      .toZonedDateTimeISO(zone)
      .add({ weeks, days })
      .add({ hours, minutes });
    return new Date(then.epochMilliseconds).toISOString();
  }
  const today = toWall(now, zone).slice(0, 10);
  if (choice.to === "tomorrow_morning") {
    const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 });
    return atClock(tomorrow.toString(), MORNING, zone);
  }
  const evening = atClock(today, EVENING, zone);
  return Date.parse(evening) > Date.parse(now)
    ? evening
    : new Date(Date.parse(now) + 60 * 60 * 1000).toISOString();
}

function atClock(date: string, time: string, zone: string): string {
  return new Date(toInstant(`${date}T${time}:00`, zone)).toISOString();
}
