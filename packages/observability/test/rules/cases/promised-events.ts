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
    name: "fires when a consumer that stood still takes at once what waited",
    series: {
      [taken]: "10x20 stale _x29 40x30",
      [inTime]: "10x20 stale _x29 10x30",
      [dead]: "0x20 stale _x29 0x30",
    },
    firing: { "10m": [], "24m": [], "29m": [{}] },
  },
  {
    alert: "PunctualEventsLateFast",
    name: "fires when a new consumer takes at once what waited, before it is first asked",
    series: {
      'process_start_time_seconds{app_id="recurrence"}': "1x60",
      [taken]: "_x20 15x30",
      [inTime]: "_x20 0x30",
      [dead]: "_x20 0x30",
    },
    firing: { "9m": [], "14m": [{}], "19m": [] },
  },
  {
    alert: "PunctualEventsLateFast",
    name: "is silent when nobody could ask for a while and all went well",
    series: {
      [taken]: "1000+10x20 _x29 1500+10x30",
      [inTime]: "990+10x20 _x29 1490+10x30",
      [dead]: "10x20 _x29 10x30",
    },
    firing: { "10m": [], "26m": [], "29m": [], "35m": [] },
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
    series: { [taken]: "0+20x100", [inTime]: "0+18x100", [dead]: "0x100" },
    step: "2m",
    firing: { "3h": [late("10%", "6h")] },
  },
  {
    alert: "PunctualEventsLate",
    name: "is silent while one in 25 is late, and in a pause",
    series: { [taken]: "0+25x150 3750x50", [inTime]: "0+24x150 3600x50", [dead]: "0x200" },
    step: "2m",
    firing: { "3h": [], "6h": [] },
  },
  {
    alert: "PunctualEventsLateSlowly",
    name: "fires while one in 25 is late all the time",
    series: { [taken]: "0+25x130", [inTime]: "0+24x130", [dead]: "0x130" },
    step: "4m",
    firing: { "8h": [late("4%", "3d")] },
  },
  {
    alert: "PunctualEventsLateSlowly",
    name: "is silent while one in 200 is late all the time",
    series: { [taken]: "0+200x130", [inTime]: "0+199x130", [dead]: "0x130" },
    step: "4m",
    firing: { "4h": [], "8h": [] },
  },
];

const budget = "punctual:events:budget_left30d";
export const PROMISED_EVENT_RECORDS: readonly RecordCase[] = [
  {
    record: budget,
    name: "is half when one in 200 was late",
    series: { [taken]: "0+200x60", [inTime]: "0+199x60", [dead]: "0x60" },
    step: "4m",
    at: "4h",
    expected: { "{}": 0.5 },
  },
];
