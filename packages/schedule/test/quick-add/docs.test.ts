import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseQuickAdd } from "@punctual/schedule/quick-add/parse";
import type { QuickAdd } from "@punctual/schedule/quick-add/quick-add";
import { printRule } from "@punctual/schedule/rule/print";
import { expect, test } from "vitest";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/quick-add.md"), "utf8");
const OPTIONS = { now: "2026-11-23T10:00:00", timeZone: "Europe/Berlin" };

function rowsOf(name: string): string[][] {
  return (page.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    )
    .map(([text = "", ...cells]) => [text.replace(/^`|`$/g, ""), ...cells]);
}

function dueOf({ due }: QuickAdd): string {
  if (!due) return "";
  return due.kind === "date" ? due.date : due.local.slice(0, 16);
}

function besides({ project, tags, priority, reminders, estimate }: QuickAdd): string {
  return [
    project && `#${project}`,
    ...tags.map((tag) => `@${tag}`),
    priority && `!${priority}`,
    ...reminders.map((each) => `remind ${"before" in each ? each.before : each.local.slice(0, 16)}`),
    estimate && `~${estimate}`,
  ]
    .filter(Boolean)
    .join(", ");
}

const examples = rowsOf("examples");
const kept = rowsOf("kept");

test("there are thirty examples or more", () => {
  expect(examples.length + kept.length).toBeGreaterThanOrEqual(30);
});

test.each(examples)("%s", (text, title, due, recurrence, more) => {
  const parsed = parseQuickAdd(text, OPTIONS);
  const rule = parsed.recurrence && `\`${printRule(parsed.recurrence.rule)}\``;
  const mode = parsed.recurrence?.mode === "completion" ? " completion" : "";
  expect([parsed.title, dueOf(parsed), `${rule ?? ""}${mode}`, besides(parsed)]).toEqual([
    title,
    due,
    recurrence,
    more,
  ]);
  expect(parsed.notices).toEqual([]);
});

test.each(kept)("%s stays %s", (text, title, due, notice) => {
  const parsed = parseQuickAdd(text, OPTIONS);
  const notices = parsed.notices.map(({ message }) => message).join("; ");
  expect([parsed.title, dueOf(parsed), notices]).toEqual([title, due, notice]);
});
