import type { Project, Tag } from "@punctual/contracts/named";
import type { PastOccurrence, PlannedOccurrence } from "@punctual/contracts/occurrences";
import type { ApiToken } from "@punctual/contracts/people";
import type { Task } from "@punctual/contracts/task";

// Examples for the OpenAPI document. A test holds each against its schema.

export const UNDO_TOKEN = "0f8fad5b-d9cb-469f-a165-70867728950e";
const MADE = "2026-11-20T08:12:30.120Z";
const CHANGED = "2026-11-23T09:00:00.000Z";

export const RECURRENCE = {
  rrule: "FREQ=WEEKLY;BYDAY=MO",
  mode: "schedule",
  exdates: [],
  rdates: [],
} satisfies Task["recurrence"];

export const REMINDER = { id: 1, before: "PT30M", of: "due" } satisfies Task["reminders"][number];

export const TASK: Task = {
  id: 12,
  title: "Put out the bins",
  notes: "The *yellow* one too.",
  status: "open",
  priority: "high",
  tags: ["home"],
  project_id: 3,
  parent_id: null,
  due_at: "2026-11-30T06:00:00.000Z",
  due_date: null,
  time_zone: "Europe/Berlin",
  start_at: null,
  recurrence: RECURRENCE,
  series: {
    id: 5,
    start: "2026-11-02T07:00:00",
    occurrence: "2026-11-30T07:00:00",
    number: 5,
    missed: 0,
  },
  reminders: [REMINDER],
  estimate: "PT10M",
  position: "a0",
  version: 3,
  created_at: MADE,
  updated_at: CHANGED,
  completed_at: null,
  deleted_at: null,
};

export const OCCURRENCE: PastOccurrence = {
  task_id: 11,
  occurrence: "2026-11-23T07:00:00",
  due_at: "2026-11-23T06:00:00.000Z",
  due_date: null,
  state: "done",
  closed_at: CHANGED,
  late: "PT3H",
  missed: 0,
};

export const PLANNED: PlannedOccurrence = {
  at: "2026-12-07T06:00:00.000Z",
  local: "2026-12-07T07:00:00",
  offset_changed: false,
};

export const NEW_TASKS = [
  { title: "Buy milk" },
  {
    title: "Put out the bins",
    priority: "high",
    tags: ["home"],
    due_at: "2026-11-30T07:00:00+01:00",
    time_zone: "Europe/Berlin",
    recurrence: { rrule: "FREQ=WEEKLY;BYDAY=MO" },
    reminders: [{ before: "PT30M" }],
  },
];

export const TASK_PATCHES = [{ title: "Put out all bins", due_at: null, due_date: "2026-12-01" }];

export const BULK = {
  operations: [
    { op: "create", task: { title: "Buy milk" } },
    { op: "complete", id: 12, if_version: 3 },
  ],
  atomic: true,
};

export const HISTORY_ENTRY = {
  event_id: UNDO_TOKEN,
  event_type: "updated",
  task_id: TASK.id,
  version: TASK.version,
  timestamp: CHANGED,
  action: "updated",
  actor: { door: "rest", credential: "Backup script" },
  task_before: { ...TASK, title: "Bins", version: 2 },
  task_data: TASK,
};

export const PROJECT: Project = {
  id: 3,
  name: "Old house",
  colour: "#3366cc",
  position: "a0",
  version: 1,
  created_at: MADE,
  updated_at: MADE,
  archived_at: null,
};

export const TAG: Tag = {
  id: 7,
  name: "home",
  colour: null,
  version: 1,
  created_at: MADE,
  updated_at: MADE,
  archived_at: null,
};

export const TOKEN: ApiToken = {
  id: UNDO_TOKEN,
  name: "Backup script",
  scopes: ["read"],
  created_by: "session",
  created_at: MADE,
  expires_at: null,
  last_used_at: CHANGED,
};
