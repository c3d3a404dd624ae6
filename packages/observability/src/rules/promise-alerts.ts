import type { Runbook } from "../runbooks.ts";
import {
  badIn,
  EVENTS_FLOW,
  type Promised,
  ratioOf,
  tolerated,
  type Window,
  WRITES_SUCCEED,
} from "./promises.ts";
import type { AlertingRule, RuleGroup } from "./rule.ts";

/**
 * How fast the share that 30 days allow is used up, over a long window that says it matters and a short one that says
 * it goes on (Google, The Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts").
 */
interface Burn {
  /** Ends the alert's name. */
  readonly suffix: string;
  /** Times as fast as would just use it up in 30 days. */
  readonly rate: number;
  readonly long: Window;
  readonly short: Window;
  readonly severity: AlertingRule["severity"];
  readonly pace: string;
}

const BURNS: readonly Burn[] = [
  {
    suffix: "Fast",
    rate: 14.4,
    long: "1h",
    short: "5m",
    severity: "page",
    pace: "At this pace the month's allowance is gone in two days.",
  },
  {
    suffix: "",
    rate: 6,
    long: "6h",
    short: "30m",
    severity: "page",
    pace: "At this pace the month's allowance is gone in five days.",
  },
  {
    suffix: "Slowly",
    rate: 1,
    long: "3d",
    short: "6h",
    severity: "ticket",
    pace: "At this pace nothing of the month's allowance is left at its end.",
  },
];

/** Fewer than this in the long window say nothing: where little is done, one mishap is a large share. */
const FEWEST = 10;

interface Wording {
  readonly alert: string;
  /** Follows a percentage. */
  readonly what: string;
  readonly people: string;
  readonly runbook: Runbook;
}

function burnAlerts(promised: Promised, { alert, what, people, runbook }: Wording): AlertingRule[] {
  return BURNS.map(({ suffix, rate, long, short, severity, pace }) => {
    const threshold = Number((rate * tolerated(promised)).toFixed(6));
    return {
      alert: `${alert}${suffix}`,
      expr: [
        `${ratioOf(promised, long)} > ${threshold}`,
        `and ${ratioOf(promised, short)} > ${threshold}`,
        `and ${badIn(promised, long)} >= ${FEWEST}`,
      ].join("\n"),
      severity,
      summary: `{{ $value | humanizePercentage }} ${what} over ${long}`,
      description: `${people} ${pace}`,
      runbook,
    };
  });
}

/** Promises that are being broken. */
export const PROMISE_ALERTS: RuleGroup = {
  name: "punctual-promise-alerts",
  rules: [
    ...burnAlerts(WRITES_SUCCEED, {
      alert: "PunctualWritesFailing",
      what: "of writes failed",
      people:
        "People and agents get errors when they add, change or complete tasks; what they typed is not kept.",
      runbook: "writes-failing",
    }),
    ...burnAlerts(EVENTS_FLOW, {
      alert: "PunctualEventsLate",
      what: "of events were taken late or not at all",
      people: "Reminders, next occurrences of tasks and history come late; no task is lost.",
      runbook: "events-late",
    }),
  ],
};
