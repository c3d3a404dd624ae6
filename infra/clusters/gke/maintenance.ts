import type { GkeConfig } from "../../config/clusters/gke.ts";

/** A window in the form of GKE's API: its first occurrence (RFC 3339) and how it recurs (RFC 5545). */
export interface RecurringWindow {
  readonly startTime: string;
  readonly endTime: string;
  readonly recurrence: string;
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
/** A Sunday in the past: GKE counts on from it, and the same text each time changes nothing. */
const FIRST_SUNDAY = Date.UTC(2026, 0, 4);
const HOUR_MS = 60 * 60 * 1000;

/** When GKE may upgrade. */
export function maintenanceWindow({ days, start, hours }: GkeConfig["maintenance"]): RecurringWindow {
  const chosen = DAYS.filter((day) => days.includes(day));
  const [hour = 0, minute = 0] = start.split(":").map(Number);
  const first = FIRST_SUNDAY + (DAYS.indexOf(chosen[0] ?? "Sunday") * 24 + hour + minute / 60) * HOUR_MS;
  return {
    startTime: instant(first),
    endTime: instant(first + hours * HOUR_MS),
    recurrence: `FREQ=WEEKLY;BYDAY=${chosen.map((day) => day.slice(0, 2).toUpperCase()).join(",")}`,
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString().replace(".000", "");
}
