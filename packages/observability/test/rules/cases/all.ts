import type { AlertCase, RecordCase } from "../support/case.ts";
import { CERTIFICATE_CASES } from "./certificates.ts";
import { DATABASE_CASES } from "./databases.ts";
import { EVENT_CASES, EVENT_RECORDS } from "./events.ts";
import { PROMISED_EVENT_CASES, PROMISED_EVENT_RECORDS } from "./promised-events.ts";
import { RECURRENCE_CASES } from "./recurrence.ts";
import { REMINDER_CASES } from "./reminders.ts";
import { SERVICE_CASES } from "./services.ts";
import { SIDECAR_CASES } from "./sidecars.ts";
import { WRITE_CASES, WRITE_RECORDS } from "./writes.ts";

/** What each alert is held to. */
export const ALERT_CASES: readonly AlertCase[] = [
  ...WRITE_CASES,
  ...PROMISED_EVENT_CASES,
  ...SERVICE_CASES,
  ...EVENT_CASES,
  ...RECURRENCE_CASES,
  ...REMINDER_CASES,
  ...SIDECAR_CASES,
  ...DATABASE_CASES,
  ...CERTIFICATE_CASES,
];

/** What recording rules are held to. */
export const RECORD_CASES: readonly RecordCase[] = [
  ...WRITE_RECORDS,
  ...PROMISED_EVENT_RECORDS,
  ...EVENT_RECORDS,
];
