import type { Marks } from "./marks.ts";
import { QUICK_PRIORITIES } from "./quick-add.ts";

/** What stands in a text with a sign before it. */
export interface Signed {
  readonly tags: string[];
  project?: string;
  priority?: (typeof QUICK_PRIORITIES)[number];
  estimate?: number;
}

const BEFORE = "(?<![^\\s(])";
const AFTER = "(?![^\\s),.;])";
const NAME = `(?:"([^"]{1,100})"|(\\p{L}[\\p{L}\\p{N}_/-]{0,99}))`;
const PROJECT = new RegExp(`${BEFORE}#${NAME}${AFTER}`, "gu");
const TAG = new RegExp(`${BEFORE}@${NAME}${AFTER}`, "gu");
const PRIORITY = new RegExp(`${BEFORE}(?:!([a-z]+|[1-4])|p([1-4]))${AFTER}`, "giu");
const ESTIMATE = new RegExp(`${BEFORE}~([\\w.]+)`, "gu");
const ESCAPED = /\\([#@!~"\\])/g;
const QUOTED = /"[^"]*"/g;

/** Takes names, priority and estimate out of a text, and keeps what is quoted or escaped. */
export function takeSigned(text: string, marks: Marks): Signed {
  const found: Signed = { tags: [] };
  for (const match of text.matchAll(ESCAPED)) {
    marks.drop(match.index);
    marks.keep(match.index + 1, match.index + 2);
  }
  for (const match of all(PROJECT, text, marks)) {
    const name = match[1] ?? match[2] ?? "";
    if (found.project !== undefined) again(marks, match, "project");
    else {
      found.project = name;
      taken(marks, "project", match);
    }
  }
  for (const match of all(TAG, text, marks)) {
    found.tags.push(match[1] ?? match[2] ?? "");
    taken(marks, "tag", match);
  }
  // Only now: a name may be in quotes.
  for (const match of all(QUOTED, text, marks)) marks.keep(match.index, match.index + match[0].length);
  for (const match of all(PRIORITY, text, marks)) takePriority(match, found, marks);
  for (const match of all(ESTIMATE, text, marks)) takeEstimate(match, found, marks);
  return found;
}

function* all(pattern: RegExp, text: string, marks: Marks): Generator<RegExpExecArray> {
  for (const match of text.matchAll(pattern)) {
    if (marks.isFree(match.index, match.index + match[0].length)) yield match;
  }
}

function takePriority(match: RegExpExecArray, found: Signed, marks: Marks): void {
  const [whole, word, number] = match;
  const said = (word ?? number ?? "").toLowerCase();
  const priority = QUICK_PRIORITIES[Number(said) - 1] ?? QUICK_PRIORITIES.find((each) => each === said);
  if (!priority) {
    marks.notice(
      match.index,
      match.index + whole.length,
      `${whole} is no priority; write !low, !medium, !high or !urgent`,
    );
  } else if (found.priority !== undefined) again(marks, match, "priority");
  else {
    found.priority = priority;
    taken(marks, "priority", match);
  }
}

function takeEstimate(match: RegExpExecArray, found: Signed, marks: Marks): void {
  const [whole, said = ""] = match;
  const minutes = minutesOf(said);
  if (minutes === undefined) {
    marks.notice(match.index, match.index + whole.length, `${whole} is no estimate; write ~45m or ~1h30m`);
  } else if (found.estimate !== undefined) again(marks, match, "estimate");
  else {
    found.estimate = minutes;
    taken(marks, "estimate", match);
  }
}

/** `45m`, `1h30m`, `1.5h`; undefined for what is none, or more than a week. */
function minutesOf(said: string): number | undefined {
  const [, hours, minutes] = /^(?:(\d{1,3}(?:\.\d{1,2})?)h)?(?:(\d{1,4})m(?:in)?)?$/i.exec(said) ?? [];
  if (hours === undefined && minutes === undefined) return undefined;
  const total = Math.round(Number(hours ?? 0) * 60) + Number(minutes ?? 0);
  return total > 0 && total <= 7 * 24 * 60 ? total : undefined;
}

function taken(marks: Marks, kind: Parameters<Marks["take"]>[0], match: RegExpExecArray): void {
  marks.take(kind, match.index, match.index + match[0].length);
}

function again(marks: Marks, match: RegExpExecArray, what: string): void {
  const end = match.index + match[0].length;
  marks.notice(match.index, end, `${match[0]} is a second ${what}; the first is taken`);
}
