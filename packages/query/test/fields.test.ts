import { FIELDS, type Field } from "@punctual/query/fields";
import { parseQuery } from "@punctual/query/parse";
import { DAY_NAMES } from "@punctual/query/values/date";
import { expect, test } from "vitest";

const fields: readonly Field[] = FIELDS;

test("no name stands for two fields", () => {
  const names = fields.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(names).toEqual([...new Set(names)]);
});

test.each(fields.map((field) => [field.name, field] as const))(
  "%s: no name stands for two values",
  (_name, field) => {
    const names = (field.values ?? []).flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);
    expect(names).toEqual([...new Set(names)]);
  },
);

test.each(fields.map((field) => [field.example, field.name] as const))(
  "the example %s is of %s",
  (example, name) => {
    expect(parseQuery(example)).toMatchObject({ kind: "condition", field: name });
  },
);

test.each(fields.flatMap(({ name, aliases }) => aliases.map((alias) => [alias, name] as const)))(
  "%s is another name of %s, in any case",
  (alias, name) => {
    const example = fields.find((field) => field.name === name)?.example ?? "";
    const written = example.replace(name, alias.toUpperCase());
    expect(parseQuery(written)).toMatchObject({ field: name });
  },
);

test.each(DAY_NAMES.flatMap(({ name, aliases }) => [name, ...aliases].map((word) => [word, name] as const)))(
  "%s is the day %s",
  (word, name) => {
    expect(parseQuery(`due:${word}`)).toMatchObject({
      values: [{ date: { anchor: { kind: "name", name } } }],
    });
  },
);
