import type { RuleGroup } from "./rule.ts";

/** Reminders that are due. */
export const REMINDER_RULES: RuleGroup = {
  name: "punctual-reminders",
  rules: [
    {
      alert: "PunctualRemindersLate",
      // An age that can't be read is not a number, which is above nothing.
      expr: "max(punctual_reminder_overdue_seconds) > 60",
      for: "1m",
      severity: "page",
      summary: "A reminder was due {{ $value | humanizeDuration }} ago and nobody was told",
      description:
        "People aren't reminded. Nothing is lost: each is told once whatever fails is back, and says how late it is.",
      runbook: "reminders-late",
    },
    {
      alert: "PunctualRemindersUnwatched",
      expr: "time() - max(punctual_reminders_reconciled_timestamp_seconds) > 600",
      for: "5m",
      severity: "ticket",
      summary:
        "For {{ $value | humanizeDuration }} nobody has compared the scheduler's jobs with the reminders",
      description:
        "A scheduler that lost its jobs would not be found out. Reminders are still told, up to some seconds late.",
      runbook: "reminders-late",
    },
  ],
};
