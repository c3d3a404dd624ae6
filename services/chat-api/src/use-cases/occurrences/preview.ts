import type { RecurrencePreview, RecurrencePreviewRequest } from "@punctual/contracts/recurrence-preview";
import { preview, type Series } from "@punctual/schedule/expand/series";
import { isDate } from "@punctual/schedule/occurrence/recurring";
import { firstDue } from "@punctual/schedule/quick-add/first";
import { RecurError } from "@punctual/schedule/rule/error";
import { parseRule } from "@punctual/schedule/rule/parse";
import { checkPossible } from "@punctual/schedule/rule/possible";
import { printRule } from "@punctual/schedule/rule/print";
import type { SaidRecurrence } from "@punctual/schedule/text/build";
import { describeRule } from "@punctual/schedule/text/describe";
import { TextError } from "@punctual/schedule/text/error";
import { fromText } from "@punctual/schedule/text/from-text";
import { toInstant, toWall } from "@punctual/schedule/zone/wall";
import { errors } from "@punctual/service-kit/errors";
import { planned } from "./read.ts";

/**
 * Says what a rule, or words, would give.
 *
 * @param now instant that relative words count from
 * @throws validation_failed for words that can't be read, or a rule that doesn't go with its start
 */
export function previewRecurrence(
  request: RecurrencePreviewRequest & { readonly time_zone: string },
  now: string,
): RecurrencePreview {
  const field = request.text === undefined ? "rrule" : "text";
  try {
    const said = saidBy(request, toWall(now, request.time_zone));
    checkPossible(said.rule);
    const start = startOf(request, said, toWall(now, request.time_zone));
    const { count, after, exdates, rdates } = request;
    const series: Series = {
      ...{ rule: said.rule, exdates, rdates },
      start: isDate(start)
        ? { kind: "date", date: start }
        : { kind: "wall", local: start, timeZone: request.time_zone },
    };
    const time = said.time ?? (isDate(start) ? undefined : start.slice(11, 16));
    return {
      rrule: printRule(said.rule),
      mode: said.mode,
      text: describeRule(said.rule, { mode: said.mode, ...(time ? { time } : {}) }).text,
      start,
      occurrences: preview(series, count, after && momentOf(after, series)).map(planned),
    };
  } catch (error) {
    if (!(error instanceof RecurError || error instanceof TextError)) throw error;
    throw errors.validationFailed("The recurrence can't be taken.", {
      errors: [{ field, message: error.message }],
      cause: error,
    });
  }
}

function saidBy({ rrule, text }: RecurrencePreviewRequest, now: string): SaidRecurrence {
  if (text !== undefined) return fromText(text, { now });
  return { rule: parseRule(rrule ?? ""), mode: "schedule" };
}

/**
 * Words begin with the first day that they mean, as in quick-add. Where nothing is said of a time, whole days are meant,
 * unless the rule has hours of its own.
 */
function startOf(
  { start, text, time_zone = "UTC" }: RecurrencePreviewRequest,
  said: SaidRecurrence,
  now: string,
): string {
  const first =
    start === undefined && text !== undefined ? firstDue(said, { now, timeZone: time_zone }) : undefined;
  if (first) return first.kind === "date" ? first.date : first.local;
  const given = start ?? said.start ?? now.slice(0, 10);
  if (!isDate(given)) return given.length === 16 ? `${given}:00` : given;
  if (said.time !== undefined) return `${given}T${said.time}:00`;
  return start === undefined && said.rule.byHour.length > 0 ? `${given}T00:00:00` : given;
}

/** After a date means after that whole day. */
function momentOf(after: string, { start }: Series): string {
  if (start.kind === "date") return isDate(after) ? after : toWall(after, "UTC").slice(0, 10);
  return isDate(after) ? toInstant(`${after}T23:59:59`, start.timeZone) : after;
}
