import { expect, it } from "vitest";
import { fieldsBetween } from "../../compare/fields.ts";

it("names members of a list by their names, so that one put in front is one difference", () => {
  const before = { containers: [{ name: "app", image: "app:1" }] };
  const after = {
    containers: [
      { name: "init", image: "init:1" },
      { name: "app", image: "app:2" },
    ],
  };
  expect(fieldsBetween(before, after)).toEqual([
    { path: "containers[app].image", before: "app:1", after: "app:2" },
    { path: "containers[init]", after: '{"name":"init","image":"init:1"}' },
  ]);
});

it("numbers members of other lists", () => {
  expect(fieldsBetween({ args: ["a", "b"] }, { args: ["a", "c"] })).toEqual([
    { path: "args[1]", before: "b", after: "c" },
  ]);
});

it("shows a list as a list, named members or not", () => {
  expect(fieldsBetween({ ports: [] }, { ports: [{ name: "http" }] })).toEqual([
    { path: "ports", before: "[]", after: '[{"name":"http"}]' },
  ]);
  const twice = [
    { name: "x", port: 1 },
    { name: "x", port: 2 },
  ];
  expect(fieldsBetween({ ports: twice }, { ports: [] }).map(({ path }) => path)).toEqual([
    "ports[0]",
    "ports[1]",
  ]);
});

it("quotes keys that aren't words", () => {
  expect(fieldsBetween({ labels: {} }, { labels: { "app.kubernetes.io/name": "x" } })).toEqual([
    { path: 'labels["app.kubernetes.io/name"]', after: "x" },
  ]);
});

it("shows long texts from shortly before the first difference", () => {
  const start = "a".repeat(10_000);
  const [field] = fieldsBetween({ text: `${start}one` }, { text: `${start}two` });
  expect(field).toEqual({ path: "text", before: `…${"a".repeat(40)}one`, after: `…${"a".repeat(40)}two` });
});

it("cuts what is longer than anybody reads", () => {
  expect(fieldsBetween({}, { text: "b".repeat(10_000) })[0]?.after).toHaveLength(2_001);
});
