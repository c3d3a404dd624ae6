import type { ReminderEvent } from "@punctual/contracts/events";

/** How late a reminder must be for its text to say so, in milliseconds. */
const LATE_MS = 60_000;

/** What a reminder says: title, and what there is to know beside it. */
export function reminderText(event: ReminderEvent): { readonly title: string; readonly body: string } {
  const { missed, missed_count: count } = event;
  if (missed && count !== undefined && count > 1) {
    const lines = missed.map(({ title, remind_at }) => `${said(remind_at, event)}: ${title}`);
    const more = count - missed.length;
    return {
      title: `${count} reminders were missed`,
      body: [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"),
    };
  }
  const late = Date.parse(event.fired_at ?? event.remind_at) - Date.parse(event.remind_at);
  const lines = [
    ...(event.due_at ? [`Due ${said(event.due_at, event)}.`] : []),
    ...(event.due_date ? [`Due ${event.due_date}.`] : []),
    ...(late >= LATE_MS ? [`This reminder was set for ${said(event.remind_at, event)} and is late.`] : []),
  ];
  return { title: event.title, body: lines.join("\n") };
}

/** An instant by the clock of the task: `Mon 23 Nov 2026, 09:00 (Europe/Berlin)`. */
function said(instant: string, { time_zone = "UTC" }: ReminderEvent): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...({ weekday: "short", day: "numeric", month: "short", year: "numeric" } as const),
    ...({ hour: "2-digit", minute: "2-digit", timeZone: time_zone } as const),
  });
  return `${format.format(new Date(instant))} (${time_zone})`;
}
