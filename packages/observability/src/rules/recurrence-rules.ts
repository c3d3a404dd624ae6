import type { RuleGroup } from "./rule.ts";

/** What follows the completion of a task that recurs. */
export const RECURRENCE_RULES: RuleGroup = {
  name: "punctual-recurrence",
  rules: [
    {
      alert: "PunctualNextOccurrencesLate",
      // An age that can't be read is not a number, which is above nothing.
      expr: "max(punctual_next_occurrence_age_seconds) > 60",
      for: "1m",
      severity: "page",
      summary: "A task was completed {{ $value | humanizeDuration }} ago and still has no next occurrence",
      description:
        "People who complete what recurs don't see it come back. Nothing is lost: each is made once whatever fails is back.",
      runbook: "next-occurrences",
    },
  ],
};
