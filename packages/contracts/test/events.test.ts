import { reminderEvent, taskEvent, taskUpdate } from "@punctual/contracts/events";
import { describe, expect, test } from "vitest";

const TASK = {
  id: 123,
  title: "Submit report",
  notes: "",
  status: "open",
  priority: "none",
  tags: [],
  due_at: "2026-02-18T17:00:00.000Z",
  due_date: null,
  time_zone: null,
  start_at: null,
  version: 1,
  created_at: "2026-02-18T10:30:00.000Z",
  updated_at: "2026-02-18T10:30:00.000Z",
  completed_at: null,
  deleted_at: null,
};

// The names that other teams' consumers read: never renamed, never dropped.
const TASK_EVENT = {
  event_type: "created",
  task_id: 123,
  task_data: TASK,
  user_id: "user-abc",
  timestamp: "2026-02-18T10:30:00.000Z",
  event_id: "4b0b1a8e-2f66-4a52-9f0d-6a1d3a3b2c11",
  version: 1,
};
const TASK_UPDATE = {
  event_type: "updated",
  task_id: 123,
  user_id: "user-abc",
  timestamp: "2026-02-18T10:30:00.000Z",
  version: 2,
};
const REMINDER = {
  task_id: 123,
  title: "Submit report",
  due_at: "2026-02-18T17:00:00.000Z",
  remind_at: "2026-02-18T16:30:00.000Z",
  user_id: "user-abc",
};

const EVENTS = [
  { name: "task-events", schema: taskEvent, example: TASK_EVENT },
  { name: "task-updates", schema: taskUpdate, example: TASK_UPDATE },
  { name: "reminders", schema: reminderEvent, example: REMINDER },
] as const;

describe.each(EVENTS)("an event on $name", ({ schema, example }) => {
  test("is read as it was written", () => {
    expect(schema.parse(example)).toEqual(example);
  });

  test("keeps fields that a newer producer adds", () => {
    expect(schema.parse({ ...example, added_later: { deep: true } })).toHaveProperty(
      "added_later.deep",
      true,
    );
  });

  test.each(Object.keys(example))("is refused without %s", (field) => {
    const { [field]: _dropped, ...rest } = example as Record<string, unknown>;
    expect(schema.safeParse(rest).error?.issues.map((issue) => issue.path[0])).toEqual([field]);
  });
});

test("a task inside an event keeps fields that a newer producer adds", () => {
  const event = { ...TASK_EVENT, task_data: { ...TASK, project_id: 7 } };
  expect(taskEvent.parse(event).task_data).toHaveProperty("project_id", 7);
});

test.each(["created", "updated", "completed", "deleted"])("a task can be %s", (kind) => {
  expect(taskEvent.parse({ ...TASK_EVENT, event_type: kind }).event_type).toBe(kind);
});

test("a kind of event that doesn't exist is refused", () => {
  expect(taskEvent.safeParse({ ...TASK_EVENT, event_type: "archived" }).success).toBe(false);
});
