import type { AlertCase, RecordCase } from "../support/case.ts";

const events = 'app_id="recurrence",topic="task-events"';
const taken = `punctual_event_age_seconds_count{${events}}`;
const inTime = `punctual_event_age_seconds_bucket{${events},le="30"}`;
/** As Prometheus 3 writes it. */
const inTime3 = `punctual_event_age_seconds_bucket{${events},le="30.0"}`;
const otherBuckets = {
  [`punctual_event_age_seconds_bucket{${events},le="300"}`]: "0+10x400",
  [`punctual_event_age_seconds_bucket{${events},le="+Inf"}`]: "0+10x400",
};
const dead = `punctual_events_consumed_total{${events},result="dead"}`;
const late = (share: string, window: string) => ({
  summary: `${share} of events were taken late or not at all over ${window}`,
});

export const PROMISED_EVENT_CASES: readonly AlertCase[] = [
  {
    alert: "PunctualEventsLateFast",
    name: "fires while half of all events are late, and ends soon after they aren't",
    series: {
      [taken]: "0+10x200",
      [inTime]: "0+10x20 205+5x59 510+10x120",
      ...otherBuckets,
      [dead]: "0x200",
    },
    firing: { "10m": [], "30m": [{}], "55m": [] },
  },
  {
    alert: "PunctualEventsLateFast",
    name: "knows the bucket as Prometheus 3 writes it",
    series: { [taken]: "0+10x60", [inTime3]: "0+7x60", ...otherBuckets, [dead]: "0x60" },
    firing: { "20m": [late("30%", "1h")] },
  },
  {
    alert: "PunctualEventsLateFast",
    name: "fires when all are given up and none is taken",
    series: { [taken]: "0x60", [inTime]: "0x60", [dead]: "0+1x60" },
    firing: { "20m": [late("100%", "1h")] },
  },
  {
    alert: "PunctualEventsLateFast",
    name: "is silent while all are taken in time, whatever Prometheus calls the bucket",
    series: { [taken]: "0+10x60", [inTime]: "0+10x60", [dead]: "0x60" },
    firing: { "2m": [], "20m": [] },
  },
  {
    alert: "PunctualEventsLateFast",
    name: "is silent in Prometheus 3 too",
    series: { [taken]: "0+10x60", [inTime3]: "0+10x60", ...otherBuckets, [dead]: "0x60" },
    firing: { "2m": [], "20m": [] },
  },
  {
    alert: "PunctualEventsLateFast",
    name: "is silent after a restart, without events, and when the few there are were late",
    series: { [taken]: "900+10x20 0x9 0 4x60", [inTime]: "900+10x20 0x9 0x61", [dead]: "3x20 0x70" },
    firing: { "9m": [], "12m": [], "16m": [], "20m": [] },
  },
  {
    alert: "PunctualEventsLate",
    name: "fires while one in ten is late",
    series: { [taken]: "0+10x400", [inTime]: "0+9x400", [dead]: "0x400" },
    step: "1m",
    firing: { "3h": [late("10%", "6h")] },
  },
  {
    alert: "PunctualEventsLate",
    name: "is silent while one in 25 is late, and in a pause",
    series: { [taken]: "0+25x300 7500x100", [inTime]: "0+24x300 7200x100", [dead]: "0x400" },
    step: "1m",
    firing: { "3h": [], "6h": [] },
  },
  {
    alert: "PunctualEventsLateSlowly",
    name: "fires while one in 25 is late for days",
    series: { [taken]: "0+25x1100", [inTime]: "0+24x1100", [dead]: "0x1100" },
    step: "4m",
    firing: { "3d": [late("4%", "3d")] },
  },
  {
    alert: "PunctualEventsLateSlowly",
    name: "is silent while one in 200 is late for days",
    series: { [taken]: "0+200x1100", [inTime]: "0+199x1100", [dead]: "0x1100" },
    step: "4m",
    firing: { "1d": [], "3d": [] },
  },
];

const budget = "punctual:events:budget_left30d";
export const PROMISED_EVENT_RECORDS: readonly RecordCase[] = [
  {
    record: budget,
    name: "is half when one in 200 was late",
    series: { [taken]: "0+200x360", [inTime]: "0+199x360", [dead]: "0x360" },
    step: "4m",
    at: "1d",
    expected: { "{}": 0.5 },
  },
];
