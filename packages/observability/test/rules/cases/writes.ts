import type { AlertCase, RecordCase } from "../support/case.ts";

const write = (status: number, rest = "") =>
  `http_request_duration_seconds_count{app_id="chat-api",method="POST",route="/api/tasks",status="${status}"${rest}}`;
const mcp = 'http_request_duration_seconds_count{app_id="chat-api",method="POST",route="/mcp",status="503"}';
const read =
  'http_request_duration_seconds_count{app_id="chat-api",method="GET",route="/api/tasks",status="500"}';
const delivery =
  'http_request_duration_seconds_count{app_id="chat-api",method="POST",route="/dapr/jobs",status="500"}';
const others =
  'http_request_duration_seconds_count{app_id="recurrence",method="POST",route="/api/tasks",status="500"}';

/** An hour of health, a quarter of an hour in which half fails, and health again; ten writes every half a minute. */
const outage = {
  [write(201)]: "0+10x120 1205+5x29 1360+10x60",
  [write(500)]: "0x120 5+5x29 150x61",
};

export const WRITE_CASES: readonly AlertCase[] = [
  {
    alert: "PunctualWritesFailingFast",
    name: "fires minutes after half of all writes fail, and ends soon after they don't",
    series: outage,
    firing: {
      "60m": [],
      "65m": [{}],
      "75m": [{}],
      "82m": [],
    },
  },
  {
    alert: "PunctualWritesFailingFast",
    name: "fires when every call of an agent fails",
    series: { [mcp]: "0+5x40" },
    firing: { "10m": [{ summary: "100% of writes failed over 1h" }] },
  },
  {
    alert: "PunctualWritesFailingFast",
    name: "is silent while reads, deliveries and other services fail",
    series: {
      [write(201)]: "0+10x200",
      [write(400)]: "0+10x200",
      [read]: "0+10x200",
      [delivery]: "0+10x200",
      [others]: "0+10x200",
    },
    firing: { "20m": [], "90m": [] },
  },
  {
    alert: "PunctualWritesFailingFast",
    name: "is silent after a few failures among few writes, and without any traffic after that",
    series: { [write(201)]: "0x9 1x9 2x9 3x200", [write(500)]: "0x5 1x9 3x9 6x200" },
    firing: { "10m": [], "30m": [], "90m": [] },
  },
  {
    alert: "PunctualWritesFailingFast",
    name: "is silent when counters begin anew",
    series: { [write(201)]: "5000+10x60 0+10x60", [write(500)]: "400x60 0x60" },
    firing: { "30m": [], "31m": [], "35m": [] },
  },
  {
    alert: "PunctualWritesFailing",
    name: "fires while one in a hundred fails, and ends half an hour after that",
    series: { [write(201)]: "0+99x120 11980+100x60", [write(503)]: "0+1x120 120x60" },
    step: "2m",
    firing: {
      "10m": [],
      "3h": [{ summary: "1% of writes failed over 6h" }],
      "4h": [{ summary: "1% of writes failed over 6h" }],
      "4h40m": [],
    },
  },
  {
    alert: "PunctualWritesFailing",
    name: "is silent while one in 200 fails",
    series: { [write(201)]: "0+199x200", [write(500)]: "0+1x200" },
    step: "2m",
    firing: { "1h": [], "6h": [] },
  },
  {
    alert: "PunctualWritesFailing",
    name: "is silent long after an outage",
    series: outage,
    firing: { "115m": [] },
  },
  {
    alert: "PunctualWritesFailingSlowly",
    name: "fires while one in 200 fails all the time",
    series: { [write(201)]: "0+199x130", [write(500)]: "0+1x130" },
    step: "4m",
    firing: { "10m": [], "8h": [{ summary: "0.5% of writes failed over 3d" }] },
  },
  {
    alert: "PunctualWritesFailingSlowly",
    name: "is silent while one in 2000 fails all the time, and without traffic",
    series: { [write(201)]: "0+1999x100 199900x30", [write(500)]: "0+1x100 100x30" },
    step: "4m",
    firing: { "6h": [], "8h": [] },
  },
];

const budget = "punctual:writes:budget_left30d";
export const WRITE_RECORDS: readonly RecordCase[] = [
  {
    record: "punctual:writes:errors_rate5m",
    name: "counts the first failure of a kind",
    series: { [write(201)]: "0+10x20", [write(503)]: "_x10 3x10" },
    at: "9m",
    expected: { "{}": 0.01 },
  },
  {
    record: "punctual:writes:errors_rate5m",
    name: "doesn't count it any longer than five minutes",
    series: { [write(201)]: "0+10x40", [write(503)]: "_x10 3x30" },
    at: "12m",
    expected: { "{}": 0 },
  },
  {
    record: "punctual:writes:errors_rate5m",
    name: "is 0 where nothing ever failed",
    series: { [write(201)]: "0+10x20" },
    at: "10m",
    expected: { "{}": 0 },
  },
  {
    record: "punctual:writes:requests_rate5m",
    name: "is a second's writes, of all replicas",
    series: { [write(201, ',instance="a"')]: "0+15x20", [write(500, ',instance="b"')]: "0+15x20" },
    at: "10m",
    expected: { "{}": 1 },
  },
  {
    record: "punctual:writes:error_ratio_rate5m",
    name: "is absent while nothing is written",
    series: { [write(201)]: "10x20" },
    at: "10m",
    expected: {},
  },
  {
    record: budget,
    name: "is half when one in 2000 failed",
    series: { [write(201)]: "0+1999x60", [write(500)]: "0+1x60" },
    step: "4m",
    at: "4h",
    expected: { "{}": 0.5 },
  },
  {
    record: budget,
    name: "is below 0 when one in 500 failed",
    series: { [write(201)]: "0+499x60", [write(500)]: "0+1x60" },
    step: "4m",
    at: "4h",
    expected: { "{}": -1 },
  },
];
