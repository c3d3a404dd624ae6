import { dashboard } from "../render.ts";
import { APP_ID, NAMESPACE } from "../variables.ts";
import { AGENTS_ROW } from "./agents.ts";
import { EVENTS_ROW } from "./events.ts";
import { LIVE_ROW } from "./live.ts";
import { PROCESSES_ROW } from "./processes.ts";
import { PROMISES_ROW } from "./promises.ts";
import { RECURRENCE_ROW } from "./recurrence.ts";
import { REMINDERS_ROW } from "./reminders.ts";
import { REQUESTS_ROW } from "./requests.ts";

/** What people feel: whether promises are kept, requests answered and events taken. */
export const PUNCTUAL = dashboard({
  name: "punctual",
  title: "Punctual",
  description: "Whether Punctual keeps its promises, and where it doesn't.",
  variables: [NAMESPACE, APP_ID],
  rows: [
    PROMISES_ROW,
    REQUESTS_ROW,
    EVENTS_ROW,
    RECURRENCE_ROW,
    REMINDERS_ROW,
    LIVE_ROW,
    AGENTS_ROW,
    PROCESSES_ROW,
  ],
});
