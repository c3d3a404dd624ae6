import type { ParsedQuickAdd } from "@punctual/contracts/quick-add";
import { minutesDuration } from "@punctual/contracts/time";
import { parseQuickAdd } from "@punctual/schedule/quick-add/parse";
import type { QuickDue, QuickReminder } from "@punctual/schedule/quick-add/quick-add";
import { printRule } from "@punctual/schedule/rule/print";
import { describeRule } from "@punctual/schedule/text/describe";
import { toInstant, toWall } from "@punctual/schedule/zone/wall";
import { idOfProject } from "../../store/named.ts";
import type { Reader } from "../../store/unit-of-work.ts";

/**
 * Says what a line means as a task.
 *
 * @param now instant that relative words count from
 */
export async function readQuickAdd(
  reader: Reader,
  text: string,
  { timeZone, now }: { readonly timeZone: string; readonly now: string },
): Promise<ParsedQuickAdd> {
  const read = parseQuickAdd(text, { now: toWall(now, timeZone), timeZone });
  const { due, recurrence, project } = read;
  const time = due?.kind === "wall" ? due.local.slice(11, 16) : undefined;
  return {
    title: read.title,
    ...dueOf(due, timeZone),
    time_zone: timeZone,
    recurrence: recurrence
      ? {
          rrule: printRule(recurrence.rule),
          mode: recurrence.mode,
          text: describeRule(recurrence.rule, { mode: recurrence.mode, ...(time ? { time } : {}) }).text,
        }
      : null,
    project: project === undefined ? null : { id: await idOfProject(reader, project), name: project },
    tags: [...read.tags],
    priority: read.priority ?? "none",
    reminders: read.reminders.map((each) => reminderOf(each, timeZone)),
    estimate: read.estimate === undefined ? null : minutesDuration(read.estimate),
    spans: read.parts.map(({ kind, start, end }) => ({ kind, start, end, text: text.slice(start, end) })),
    notices: read.notices.map((notice) => ({ ...notice })),
  };
}

function dueOf(
  due: QuickDue | undefined,
  timeZone: string,
): { due_at: string | null; due_date: string | null } {
  if (due?.kind === "date") return { due_at: null, due_date: due.date };
  return { due_at: due ? new Date(toInstant(due.local, timeZone)).toISOString() : null, due_date: null };
}

function reminderOf(reminder: QuickReminder, timeZone: string): ParsedQuickAdd["reminders"][number] {
  if ("before" in reminder) return { before: reminder.before, of: "due" };
  return { at: new Date(toInstant(reminder.local, timeZone)).toISOString() };
}
