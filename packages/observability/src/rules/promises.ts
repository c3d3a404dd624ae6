import { APP_IDS } from "@punctual/contracts/apps";
import { perSecond } from "./per-second.ts";
import type { RecordingRule, RuleGroup } from "./rule.ts";

/** Something that Punctual promises to people, counted in things that go well or badly. */
export interface Promised {
  /** Second level of its records' names. */
  readonly name: "writes" | "events";
  /** Share of things that go well, over 30 days. */
  readonly objective: number;
  /** What its records call everything that counts, the bad among it, and their ratio. */
  readonly words: { readonly all: string; readonly bad: string; readonly ratio: string };
  /** How many there are a second, in PromQL; absent while nobody counts. */
  readonly all: string;
  /** How many of them go badly. */
  readonly bad: string;
}

/** What people and agents change; not what Dapr delivers. */
const WRITES = `app_id="${APP_IDS.chatApi}",method=~"POST|PUT|PATCH|DELETE",route=~"/api/.*|/mcp"`;

/** Writes succeed: all but one in a thousand don't answer 5xx. */
export const WRITES_SUCCEED: Promised = {
  name: "writes",
  objective: 0.999,
  words: { all: "requests", bad: "errors", ratio: "error_ratio" },
  all: perSecond(`http_request_duration_seconds_count{${WRITES}}`),
  // No answer of a kind means no series of it.
  bad: `${perSecond(`http_request_duration_seconds_count{${WRITES},status=~"5.."}`)} or 0 * ${perSecond(`http_request_duration_seconds_count{${WRITES}}`)}`,
};

const TAKEN = perSecond("punctual_event_age_seconds_count");
// A bucket ends at half a minute, which Prometheus 3 writes as 30.0.
const TAKEN_IN_TIME = perSecond('punctual_event_age_seconds_bucket{le=~"30|30[.]0"}');
const GIVEN_UP = perSecond('punctual_events_consumed_total{result="dead"}');

/** Events flow: all but one in a hundred are taken within half a minute; one that is given up is not. */
export const EVENTS_FLOW: Promised = {
  name: "events",
  objective: 0.99,
  words: { all: "ended", bad: "late", ratio: "late_ratio" },
  all: `${TAKEN} + ${GIVEN_UP}`,
  bad: `${TAKEN} - ${TAKEN_IN_TIME} + ${GIVEN_UP}`,
};

/** All that is promised. */
export const PROMISES: readonly Promised[] = [WRITES_SUCCEED, EVENTS_FLOW];

/** Windows over which the ratio of bad to all is recorded. */
const WINDOWS = ["5m", "30m", "1h", "6h", "3d"] as const;
/** One of them: a Prometheus duration. */
export type Window = (typeof WINDOWS)[number];

/** How often the records are written, in seconds; a sum of them over time, times this, is a count. */
const INTERVAL_S = 30;

/**
 * The promises as series. Over each, with `writes` as the example:
 *
 * - `punctual:writes:requests_rate5m`, `punctual:writes:errors_rate5m`: a second;
 * - `punctual:writes:error_ratio_rate5m`, `…30m`, `…1h`, `…6h`, `…3d`: 0 to 1, absent when there was nothing to count;
 * - `punctual:writes:budget_left30d`: share of the errors that 30 days allow which is left; below 0 the promise is broken.
 *
 * `events` has `ended`, `late` and `late_ratio` instead. Longer windows are summed up from the five-minute records: a
 * month of raw series would be too much to read every half a minute.
 */
export const PROMISE_RECORDS: RuleGroup = {
  name: "punctual-promises",
  interval: `${INTERVAL_S}s`,
  rules: PROMISES.flatMap((promised) => [
    { record: recordOf(promised, "all"), expr: promised.all },
    { record: recordOf(promised, "bad"), expr: promised.bad },
    ...WINDOWS.map((window) => ({ record: ratioOf(promised, window), expr: ratio(promised, window) })),
    {
      record: `punctual:${promised.name}:budget_left30d`,
      expr: `1 - ${ratio(promised, "30d")} / ${tolerated(promised)}`,
    },
  ]) satisfies RecordingRule[],
};

/** The record of everything that counts, or of the bad among it, a second over five minutes. */
export function recordOf({ name, words }: Promised, which: "all" | "bad"): string {
  return `punctual:${name}:${words[which]}_rate5m`;
}

/** The record of a ratio, 0 to 1. */
export function ratioOf({ name, words }: Promised, window: Window): string {
  return `punctual:${name}:${words.ratio}_rate${window}`;
}

/** How many went badly in a window, in PromQL. */
export function badIn(promised: Promised, window: Window): string {
  return `${INTERVAL_S} * sum_over_time(${recordOf(promised, "bad")}[${window}])`;
}

/** Share that may go badly: 0.001 for an objective of 99.9 %. */
export function tolerated({ objective }: Promised): number {
  return Number((1 - objective).toFixed(6));
}

function ratio(promised: Promised, window: Window | "30d"): string {
  const [bad, all] = [recordOf(promised, "bad"), recordOf(promised, "all")];
  if (window === "5m") return `${bad} / (${all} > 0)`;
  return `sum_over_time(${bad}[${window}]) / (sum_over_time(${all}[${window}]) > 0)`;
}
