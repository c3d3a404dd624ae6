import { Temporal } from "temporal-polyfill";
import { toInstant, toWall } from "../zone/wall.ts";
import { isDate } from "./recurring.ts";

/**
 * An instant as far from `to` as it was from `from`, by the clock on the wall: a task that starts two days before it is
 * due at 9:00 does so in every occurrence, whatever daylight saving does between.
 *
 * @param from an occurrence's name: `2026-11-23T09:00:00` or `2026-11-23`
 * @param to another of the same series
 */
export function shifted(instant: string, from: string, to: string, timeZone: string): string {
  const distance = plain(from).until(plain(to), { largestUnit: "day" });
  const moved = Temporal.PlainDateTime.from(toWall(instant, timeZone)).add(distance);
  return new Date(toInstant(moved.toString(), timeZone)).toISOString();
}

/** The same hour on the wall in another zone. */
export function inZone(instant: string, from: string, to: string): string {
  return new Date(toInstant(toWall(instant, from), to)).toISOString();
}

function plain(local: string): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(isDate(local) ? `${local}T00:00:00` : local);
}
