import { bulkOperation, bulkRequest, bulkResponse, bulkResult } from "@punctual/contracts/bulk";
import { chatReply, chatRequest, conversation } from "@punctual/contracts/chat";
import { history, historyEntry } from "@punctual/contracts/history";
import { newProject, newTag, project, projectPatch, tag, tagPatch } from "@punctual/contracts/named";
import { occurrences, pastOccurrence, plannedOccurrence } from "@punctual/contracts/occurrences";
import { apiToken, createdApiToken, me, mePatch, newApiToken, signIn } from "@punctual/contracts/people";
import { parsedQuickAdd, quickAdded, quickAddRequest } from "@punctual/contracts/quick-add";
import { recurrence, shownRecurrence } from "@punctual/contracts/recurrence";
import { recurrencePreview, recurrencePreviewRequest } from "@punctual/contracts/recurrence-preview";
import { newReminder, reminder } from "@punctual/contracts/reminder";
import { series } from "@punctual/contracts/series";
import { newTask, task, taskPage, taskPatch } from "@punctual/contracts/task";
import {
  moveTask,
  postpone,
  undone,
  writtenProject,
  writtenTag,
  writtenTask,
} from "@punctual/contracts/writes";
import type { NamedSchemas } from "@punctual/service-kit/http/openapi/components";
import * as examples from "./examples.ts";

/** Schemas that the OpenAPI document names, so that generated clients have types for them. */
export const SCHEMAS: NamedSchemas = {
  Task: { schema: task, examples: [examples.TASK] },
  WrittenTask: { schema: writtenTask, examples: [{ ...examples.TASK, undo_token: examples.UNDO_TOKEN }] },
  NewTask: { schema: newTask, examples: examples.NEW_TASKS },
  TaskPatch: { schema: taskPatch, examples: examples.TASK_PATCHES },
  TaskPage: { schema: taskPage },
  MoveTask: { schema: moveTask, examples: [{ project_id: 3, after: 11 }] },
  Recurrence: { schema: shownRecurrence, examples: [examples.RECURRENCE] },
  NewRecurrence: { schema: recurrence, examples: [{ rrule: "FREQ=WEEKLY;BYDAY=MO" }] },
  Series: { schema: series, examples: [examples.TASK.series] },
  PastOccurrence: { schema: pastOccurrence, examples: [examples.OCCURRENCE] },
  PlannedOccurrence: { schema: plannedOccurrence, examples: [examples.PLANNED] },
  Occurrences: { schema: occurrences },
  RecurrencePreviewRequest: {
    schema: recurrencePreviewRequest,
    examples: [{ text: "every 2nd tuesday at 9:00", time_zone: "Europe/Berlin", count: 3 }],
  },
  RecurrencePreview: { schema: recurrencePreview },
  QuickAddRequest: {
    schema: quickAddRequest,
    examples: [{ text: "Pay rent every 1st at 9am #home @bills !high remind 1d before" }],
  },
  ParsedQuickAdd: { schema: parsedQuickAdd },
  QuickAdded: { schema: quickAdded },
  Postpone: { schema: postpone, examples: [{ due_date: "2026-12-01" }] },
  Reminder: { schema: reminder, examples: [examples.REMINDER] },
  NewReminder: { schema: newReminder, examples: [{ before: "PT30M", of: "due" }] },
  BulkOperation: { schema: bulkOperation },
  BulkRequest: { schema: bulkRequest, examples: [examples.BULK] },
  BulkResult: { schema: bulkResult },
  BulkResponse: { schema: bulkResponse },
  Undone: { schema: undone },
  HistoryEntry: { schema: historyEntry, examples: [examples.HISTORY_ENTRY] },
  History: { schema: history },
  Project: { schema: project, examples: [examples.PROJECT] },
  WrittenProject: {
    schema: writtenProject,
    examples: [{ ...examples.PROJECT, undo_token: examples.UNDO_TOKEN }],
  },
  NewProject: { schema: newProject, examples: [{ name: "Old house", colour: "#3366cc" }] },
  ProjectPatch: { schema: projectPatch, examples: [{ name: "New house" }, { archived: true }] },
  Tag: { schema: tag, examples: [examples.TAG] },
  WrittenTag: { schema: writtenTag, examples: [{ ...examples.TAG, undo_token: examples.UNDO_TOKEN }] },
  NewTag: { schema: newTag, examples: [{ name: "errand" }] },
  TagPatch: { schema: tagPatch, examples: [{ name: "errands" }, { colour: null }] },
  ChatRequest: { schema: chatRequest, examples: [{ message: "add call mom" }] },
  ChatReply: { schema: chatReply },
  Conversation: { schema: conversation },
  ApiToken: { schema: apiToken, examples: [examples.TOKEN] },
  CreatedApiToken: {
    schema: createdApiToken,
    examples: [{ ...examples.TOKEN, token: "shown this once" }],
  },
  NewApiToken: { schema: newApiToken, examples: [{ name: "Backup script", scopes: ["read"] }] },
  Me: { schema: me },
  MePatch: { schema: mePatch, examples: [{ name: "Ada", time_zone: "Europe/Berlin" }] },
  SignIn: { schema: signIn },
};
