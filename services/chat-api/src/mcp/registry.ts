import type { Tool } from "./tool.ts";
import { addTasks } from "./tools/add-tasks.ts";
import { completeTasks } from "./tools/complete-tasks.ts";
import { findTasks } from "./tools/find-tasks.ts";
import { previewRecurrenceTool } from "./tools/preview-recurrence.ts";
import { snoozeReminders } from "./tools/snooze-reminders.ts";

/** Every tool; registration, documentation and tests go through this list. */
export const TOOLS: readonly Tool[] = [
  addTasks,
  findTasks,
  completeTasks,
  snoozeReminders,
  previewRecurrenceTool,
];
