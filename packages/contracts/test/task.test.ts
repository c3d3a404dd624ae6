import { fold } from "@punctual/contracts/fold";
import { newTask, taskFilter, taskId, taskPatch } from "@punctual/contracts/task";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";

/** The fields that a value was refused for, in order. */
function refusedFields(schema: z.ZodType, value: unknown): string[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.map((issue) => issue.path.join(".") || issue.code);
}

describe("newTask", () => {
  test("needs only a title; the rest has defaults", () => {
    expect(newTask.parse({ title: "Milk" })).toEqual({
      title: "Milk",
      notes: "",
      priority: "none",
      tags: [],
      due_at: null,
      due_date: null,
      time_zone: null,
      start_at: null,
      project_id: null,
      parent_id: null,
      recurrence: null,
      reminders: [],
      estimate: null,
    });
  });

  test("takes white space off the ends of a title", () => {
    expect(newTask.parse({ title: "  Milk \n" }).title).toBe("Milk");
  });

  test("takes a title of 500 characters", () => {
    expect(newTask.parse({ title: "x".repeat(500) }).title).toHaveLength(500);
  });

  test("keeps line breaks in notes", () => {
    expect(newTask.parse({ title: "Milk", notes: "one\ntwo" }).notes).toBe("one\ntwo");
  });

  test("keeps the first of equal tags, in order", () => {
    expect(newTask.parse({ title: "Milk", tags: ["shop", " home", "shop", "home "] }).tags).toEqual([
      "shop",
      "home",
    ]);
  });

  test("never has a tag twice, whatever the tags", () => {
    const tag = fc.stringMatching(/^[a-c ]{0,3}[a-c][ ]?$/);
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 50 }), (tags) => {
        const kept = newTask.parse({ title: "Milk", tags }).tags;
        expect(new Set(kept.map(fold))).toEqual(new Set(tags.map(fold)));
        expect(kept).toHaveLength(new Set(kept.map(fold)).size);
      }),
    );
  });

  test("turns instants into UTC", () => {
    const task = newTask.parse({ title: "Milk", due_at: "2026-11-23T09:00:00+01:00" });
    expect(task.due_at).toBe("2026-11-23T08:00:00.000Z");
  });

  test.each<[string, object, string[]]>([
    ["no title", {}, ["title"]],
    ["an empty title", { title: "" }, ["title"]],
    ["a title of white space", { title: " \t " }, ["title"]],
    ["a title of 501 characters", { title: "x".repeat(501) }, ["title"]],
    ["a title with a line break", { title: "a\nb" }, ["title"]],
    ["a title with U+0000", { title: "a\0b" }, ["title"]],
    ["a title with an escape", { title: "a\u001b[31mb" }, ["title"]],
    ["a title with a C1 control", { title: "a\u0085b" }, ["title"]],
    ["a number for a title", { title: 5 }, ["title"]],
    ["null for a title", { title: null }, ["title"]],
    ["notes with U+0000", { title: "a", notes: "a\0b" }, ["notes"]],
    ["notes of 20,001 characters", { title: "a", notes: "x".repeat(20_001) }, ["notes"]],
    ["a priority that isn't one", { title: "a", priority: "asap" }, ["priority"]],
    ["an empty tag", { title: "a", tags: ["ok", ""] }, ["tags.1"]],
    ["a tag of 65 characters", { title: "a", tags: ["x".repeat(65)] }, ["tags.0"]],
    ["51 tags", { title: "a", tags: Array.from({ length: 51 }, (_, i) => `t${i}`) }, ["tags"]],
    ["one text for tags", { title: "a", tags: "home" }, ["tags"]],
    ["words for an instant", { title: "a", due_at: "tomorrow" }, ["due_at"]],
    ["an offset for a time zone", { title: "a", time_zone: "+01:00" }, ["time_zone"]],
    [
      "both kinds of due",
      { title: "a", due_at: "2026-11-23T09:00:00Z", due_date: "2026-11-23" },
      ["due_date"],
    ],
    ["a field that doesn't exist", { title: "a", colour: "red" }, ["unrecognized_keys"]],
    ["a field that only the server sets", { title: "a", status: "done" }, ["unrecognized_keys"]],
  ])("refuses %s, naming the field", (_what, value, fields) => {
    expect(refusedFields(newTask, value)).toEqual(fields);
  });

  test("names every wrong field at once", () => {
    expect(refusedFields(newTask, { title: "", priority: 1, due_at: "soon" })).toEqual([
      "title",
      "priority",
      "due_at",
    ]);
  });
});

describe("taskPatch", () => {
  test("has no defaults: what is absent stays absent", () => {
    expect(taskPatch.parse({ title: "Milk" })).toEqual({ title: "Milk" });
  });

  test("takes null to clear a field that may be empty", () => {
    expect(taskPatch.parse({ due_at: null, time_zone: null })).toEqual({ due_at: null, time_zone: null });
  });

  test("takes one kind of due together with the clearing of the other", () => {
    expect(taskPatch.parse({ due_at: null, due_date: "2026-11-23" })).toEqual({
      due_at: null,
      due_date: "2026-11-23",
    });
  });

  test.each<[string, object, string[]]>([
    ["no field at all", {}, ["custom"]],
    ["null for a title", { title: null }, ["title"]],
    ["null for tags", { tags: null }, ["tags"]],
    ["both kinds of due", { due_at: "2026-11-23T09:00:00Z", due_date: "2026-11-23" }, ["due_date"]],
    ["a field that only the server sets", { version: 3 }, ["unrecognized_keys"]],
  ])("refuses %s", (_what, value, fields) => {
    expect(refusedFields(taskPatch, value)).toContain(fields[0]);
  });
});

describe("taskFilter", () => {
  test("reads the limit from a query's text", () => {
    expect(taskFilter.parse({ limit: "7" })).toEqual({ limit: 7, time_zone: "UTC" });
  });

  test.each<[string, object, string]>([
    ["a limit of 0", { limit: "0" }, "limit"],
    ["a limit of 201", { limit: "201" }, "limit"],
    ["a limit that is no number", { limit: "many" }, "limit"],
    ["a query with U+0000, which PostgreSQL can't look for", { query: "a\0" }, "query"],
    ["a query of 2,001 characters", { query: "x".repeat(2_001) }, "query"],
    ["an empty order", { sort: "" }, "sort"],
    ["a zone that isn't one", { time_zone: "Mars/Olympus" }, "time_zone"],
    ["the name of no filter", { filter: " " }, "filter"],
    ["a parameter that doesn't exist", { page: "2" }, "unrecognized_keys"],
  ])("refuses %s", (_what, value, field) => {
    expect(refusedFields(taskFilter, value)).toEqual([field]);
  });
});

describe("taskId", () => {
  test.each([0, -1, 1.5, "1", null, 2 ** 53])("refuses %j", (value) => {
    expect(taskId.safeParse(value).success).toBe(false);
  });
});
