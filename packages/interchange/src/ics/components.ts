import { type Entry, failure } from "../entry.ts";
import { LIMITS } from "../limits.ts";
import { linesOf } from "../lines.ts";
import type { Component, ContentLine } from "./component.ts";

/** What a calendar is made of, in the order of the file. */
export type Part =
  | { readonly kind: "begin" }
  /** A property of the calendar itself. */
  | { readonly kind: "property"; readonly line: ContentLine }
  | { readonly kind: "component"; readonly component: Component }
  | (Entry & { kind: "problem" });

const CALENDAR = "VCALENDAR";
const NAME = /^([A-Za-z0-9-]{1,100})[;:]/;
/** Components that never stand in another: one that begins says that the one before never ended. */
const TOP = ["VTODO", "VEVENT", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", CALENDAR];

/**
 * Takes iCalendar (RFC 5545) apart into components, of which it holds one at a time. Whatever is broken is a problem, and
 * reading goes on after it.
 */
export async function* componentsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  const stack: Component[] = [];
  let inCalendar = false;
  let size = 0;

  /** Gives up components that never end, down to a depth. */
  function* giveUp(depth: number): Generator<Part> {
    const [outermost] = stack.splice(depth);
    if (outermost) {
      yield failure(
        outermost.line,
        outermost.name,
        `END:${outermost.name} is missing; the whole is left out`,
      );
    }
  }

  function* begin(name: string, line: number): Generator<Part> {
    if (TOP.includes(name)) yield* giveUp(0);
    if (name === CALENDAR) {
      inCalendar = true;
      yield { kind: "begin" };
      return;
    }
    if (!inCalendar) {
      inCalendar = true;
      yield failure(line, name, `BEGIN:${CALENDAR} must come before it`);
    }
    const component: Component = { name, line, lines: [], children: [] };
    if (stack.length === 0) size = 0;
    if (stack.length >= LIMITS.componentDepth) yield failure(line, name, "is in too many others; left out");
    else stack.at(-1)?.children.push(component);
    stack.push(component);
  }

  function* end(name: string, line: number): Generator<Part> {
    if (name === CALENDAR) {
      yield* giveUp(0);
      if (!inCalendar) yield failure(line, "END", `END:${CALENDAR} without BEGIN:${CALENDAR}`);
      inCalendar = false;
      return;
    }
    const depth = stack.findLastIndex((component) => component.name === name);
    const component = stack[depth];
    if (!component) {
      yield failure(line, "END", `END:${name.slice(0, 40)} without BEGIN:${name.slice(0, 40)}`);
      return;
    }
    const [unended] = stack.splice(depth).slice(1);
    if (unended) yield failure(unended.line, unended.name, `END:${unended.name} is missing`);
    if (depth > 0) return;
    if (size > LIMITS.componentLines) {
      yield failure(
        component.line,
        name,
        `must have at most ${LIMITS.componentLines.toLocaleString("en")} lines`,
      );
    } else yield { kind: "component", component };
  }

  function* take(content: { line: number; text: string }): Generator<Part> {
    const name = NAME.exec(content.text)?.[1]?.toUpperCase();
    if (!name) {
      yield failure(content.line, null, `can't read "${content.text.slice(0, 60)}"; must be NAME:value`);
      return;
    }
    const value = content.text
      .slice(name.length + 1)
      .trim()
      .toUpperCase();
    if (name === "BEGIN") yield* begin(value, content.line);
    else if (name === "END") yield* end(value, content.line);
    else if (stack.length === 0) yield { kind: "property", line: { ...content, name } };
    else {
      size += 1;
      // What is over the limit is counted, not held.
      if (size <= LIMITS.componentLines) stack.at(-1)?.lines.push({ ...content, name });
    }
  }

  for await (const content of unfolded(source)) {
    if ("kind" in content) yield content;
    else yield* take(content);
  }
  yield* giveUp(0);
  if (inCalendar) yield failure(1, CALENDAR, `END:${CALENDAR} is missing; the file may be cut off`);
}

/** Content lines: a line that begins with white space goes on with the one before (RFC 5545 section 3.1). */
async function* unfolded(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ line: number; text: string } | (Entry & { kind: "problem" })> {
  let parts: string[] = [];
  let first = 0;
  let length = 0;
  let fault: string | null = null;
  function* take() {
    if (fault !== null) yield failure(first, null, fault);
    else if (length > 0) yield { line: first, text: parts.join("") };
    parts = [];
    length = 0;
    fault = null;
  }
  for await (const lines of linesOf(source)) {
    for (const line of lines) {
      const folded = /^[ \t]/.test(line.text) && first > 0;
      if (!folded) {
        yield* take();
        first = line.number;
      }
      const text = folded ? line.text.slice(1) : line.text;
      length += text.length;
      fault ??= line.fault;
      if (length > LIMITS.valueLength) {
        fault ??= `must have at most ${LIMITS.valueLength.toLocaleString("en")} characters`;
        parts = [];
      } else parts.push(text);
    }
  }
  yield* take();
}
