import { readFileSync } from "node:fs";
import { join } from "node:path";
import { printRule } from "@punctual/schedule/rule/print";
import { TextError } from "@punctual/schedule/text/error";
import { fromText } from "@punctual/schedule/text/from-text";
import { expect, test } from "vitest";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/recurrence-text.md"), "utf8");
const NOW = { now: "2026-11-23T10:00:00" };

function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.slice(1, -1).split("|"))
    .map((cells) => cells.map((cell) => cell.trim().replace(/^`|`$/g, "")));
}

const phrases = rowsOf(page.split("<!-- phrases -->")[1]?.split("<!-- /phrases -->")[0] ?? "");
const refused = rowsOf(page.split("## What is refused")[1] ?? "");

test("the page has sixty phrases or more, none twice", () => {
  expect(new Set(phrases.map(([phrase]) => phrase)).size).toBe(phrases.length);
  expect(phrases.length).toBeGreaterThanOrEqual(60);
});

test.each(phrases)("%s is %s %s %s %s", (phrase = "", rule, mode, time, start) => {
  const said = fromText(phrase, NOW);
  expect({ ...said, rule: printRule(said.rule) }).toEqual({
    rule,
    mode: mode || "schedule",
    ...(time ? { time } : {}),
    ...(start ? { start } : {}),
  });
});

test.each(refused)("%s is refused: %s", (phrase = "", why = "") => {
  let thrown: unknown;
  try {
    fromText(phrase, NOW);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(TextError);
  expect((thrown as TextError).message).toContain(why);
});
