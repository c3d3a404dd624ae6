import type { AlertCase } from "../support/case.ts";

const age = (instance: string) =>
  `punctual_next_occurrence_age_seconds{app_id="recurrence",instance="${instance}"}`;
/** Not a number, for twenty minutes. */
const UNKNOWN = "NaN ".repeat(40);

export const RECURRENCE_CASES: readonly AlertCase[] = [
  {
    alert: "PunctualNextOccurrencesLate",
    name: "fires a minute after the oldest is a minute old, and ends when it is made",
    series: { [age("a")]: "0 0 0+30x9 0x10", [age("b")]: "0 0 0+30x9 0x10" },
    firing: {
      // Older than a minute at 2 min 30 s.
      "3m": [],
      "3m30s": [
        {
          labels: {},
          summary: "A task was completed 2m 30s ago and still has no next occurrence",
        },
      ],
      "6m": [],
    },
  },
  {
    alert: "PunctualNextOccurrencesLate",
    name: "is silent in a short outage, and while the database doesn't say",
    series: { [age("a")]: "0+30x4 0x10", [age("b")]: UNKNOWN },
    firing: { "2m": [], "2m30s": [], "5m": [], "15m": [] },
  },
];
