import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FIELDS, type Field } from "@punctual/query/fields";
import { parseQuery } from "@punctual/query/parse";
import { print } from "@punctual/query/print";
import { resolve } from "@punctual/query/resolve";
import { SORT_KEYS } from "@punctual/query/sort";
import { DAY_NAMES } from "@punctual/query/values/date";
import { expect, test } from "vitest";

const page = readFileSync(join(import.meta.dirname, "../../../docs/queries.md"), "utf8");
const lines = page.split("\n");
const examples = (page.split("<!-- examples -->")[1]?.split("<!-- /examples -->")[0] ?? "")
  .split("\n")
  .flatMap((line) => /^\| `(.+?)` \|/.exec(line)?.[1] ?? []);

test("the reference has sixty examples or more, none twice", () => {
  expect(new Set(examples).size).toBe(examples.length);
  expect(examples.length).toBeGreaterThanOrEqual(60);
});

test.each(examples)("the example %s is read, and resolved", (example) => {
  const query = parseQuery(example);
  expect(parseQuery(print(query))).toBeDefined();
  expect(resolve(query, { now: Date.parse("2026-11-23T12:00:00Z"), timeZone: "UTC" })).toBeDefined();
});

test.each(FIELDS.map((field) => [field.name, field as Field] as const))(
  "the examples use the field %s",
  (name) => {
    // What a saved filter is called is up to its owner.
    if (name === "saved" || name === "id") return;
    expect(examples.some((example) => new RegExp(`(^|[-( ])${name}[:<>]`).test(example))).toBe(true);
  },
);

test.each(FIELDS.map((field) => [field.name, field as Field] as const))(
  "the reference has %s with its other names and values",
  (name, field) => {
    const row = lines.find(
      (line) => line.startsWith(`| \`${name}\` |`) && line.includes(field.docs.replace(/\.$/, "")),
    );
    const of = name === "no" ? "has" : name;
    const values = lines.find((line) => line.startsWith(`| \`${of}\` |`));
    for (const alias of field.aliases) expect(row).toContain(`\`${alias}\``);
    for (const value of field.values ?? []) {
      for (const word of [value.name, ...(value.aliases ?? [])]) {
        if (name === "is" && ["todo", "completed", "closed"].includes(word)) continue;
        expect(values).toContain(`\`${word}\``);
      }
    }
  },
);

test.each(DAY_NAMES.flatMap(({ name, aliases }) => [name, ...aliases]))(
  "the reference has the day %s",
  (word) => {
    expect(page).toContain(`\`${word}\``);
  },
);

test.each(SORT_KEYS)("the reference has the sort key $name", ({ name, docs }) => {
  expect(page).toContain(`| \`${name}\` | ${docs} |`);
});
