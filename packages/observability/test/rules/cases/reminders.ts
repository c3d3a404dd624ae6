import type { AlertCase } from "../support/case.ts";

const overdue = (instance: string) =>
  `punctual_reminder_overdue_seconds{app_id="chat-api",instance="${instance}"}`;
const reconciled = (instance: string) =>
  `punctual_reminders_reconciled_timestamp_seconds{app_id="chat-api",instance="${instance}"}`;
/** Not a number, for twenty minutes. */
const UNKNOWN = "NaN ".repeat(40);

export const REMINDER_CASES: readonly AlertCase[] = [
  {
    alert: "PunctualRemindersLate",
    name: "fires a minute after the oldest is a minute late, and ends when it is told",
    series: { [overdue("a")]: "0 0 0+30x9 0x10", [overdue("b")]: "0 0 0+30x9 0x10" },
    firing: {
      "3m": [],
      "3m30s": [{ labels: {}, summary: "A reminder was due 2m 30s ago and nobody was told" }],
      "6m": [],
    },
  },
  {
    alert: "PunctualRemindersLate",
    name: "is silent in a short outage, and while the database doesn't say",
    series: { [overdue("a")]: "0+30x4 0x10", [overdue("b")]: UNKNOWN },
    firing: { "2m": [], "2m30s": [], "5m": [], "15m": [] },
  },
  {
    alert: "PunctualRemindersUnwatched",
    name: "fires when no replica has compared for a quarter of an hour",
    series: { [reconciled("a")]: "0x60", [reconciled("b")]: "0+30x10 300x50" },
    firing: {
      "14m": [],
      "20m": [],
      "20m30s": [
        {
          labels: {},
          summary: "For 15m 30s nobody has compared the scheduler's jobs with the reminders",
        },
      ],
    },
  },
  {
    alert: "PunctualRemindersUnwatched",
    name: "is silent while any replica compares, though another never led",
    series: { [reconciled("a")]: "0x60", [reconciled("b")]: "0+30x60" },
    firing: { "5m": [], "16m": [], "29m": [] },
  },
];
