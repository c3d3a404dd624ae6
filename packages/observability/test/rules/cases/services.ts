import type { AlertCase } from "../support/case.ts";

const started = (app: string) => `process_start_time_seconds{app_id="${app}",job="services"}`;
const [chatApi, notifier, recurrence] = ["chat-api", "notifier", "recurrence"].map(started) as [
  string,
  string,
  string,
];
const laptop = 'up{job="services",instance="127.0.0.1:8080"}';
const cluster = 'up{job="chat-api",service="chat-api",endpoint="http",instance="10.0.0.7:8080"}';

export const SERVICE_CASES: readonly AlertCase[] = [
  {
    alert: "PunctualServiceDown",
    name: "fires for the one service that has not been seen for two minutes, and ends when it is",
    series: {
      [chatApi]: "1x40",
      [notifier]: "1x4 stale _x15 7x20",
      [recurrence]: "1x40",
    },
    firing: {
      "4m": [],
      "5m": [{ labels: { app_id: "notifier" }, summary: "No notifier answers" }],
      "11m": [],
    },
  },
  {
    alert: "PunctualServiceDown",
    name: "fires for all when nothing was ever seen",
    series: { up: "1x20" },
    firing: {
      "1m30s": [],
      "2m": ["chat-api", "notifier", "recurrence"].map((app) => ({
        labels: { app_id: app },
        summary: `No ${app} answers`,
      })),
    },
  },
  {
    alert: "PunctualServiceDown",
    name: "is silent while one is restarted, and while another replica is there",
    series: {
      [chatApi]: "1x4 stale _x1 9x20",
      'process_start_time_seconds{app_id="notifier",instance="a"}': "1x4 stale",
      'process_start_time_seconds{app_id="notifier",instance="b"}': "1x40",
      [recurrence]: "1x40",
    },
    firing: { "3m": [], "5m": [], "10m": [] },
  },
  {
    alert: "PunctualReplicaDown",
    name: "fires on a laptop and in a cluster for what answers no scrape",
    series: { [laptop]: "1x20 0x60", [cluster]: "1x20 0x60" },
    firing: {
      "15m": [],
      "21m": [
        {
          labels: { job: "services", instance: "127.0.0.1:8080" },
          summary: "127.0.0.1:8080 answers no scrape, or only now and then",
        },
        {
          labels: { job: "chat-api", service: "chat-api", endpoint: "http", instance: "10.0.0.7:8080" },
          summary: "10.0.0.7:8080 answers no scrape, or only now and then",
        },
      ],
    },
  },
  {
    alert: "PunctualReplicaDown",
    name: "fires for one that falls over again and again",
    series: { [laptop]: `${"0x3 1x0 ".repeat(20)}` },
    firing: {
      "16m": [
        {
          labels: { job: "services", instance: "127.0.0.1:8080" },
          summary: "127.0.0.1:8080 answers no scrape, or only now and then",
        },
      ],
    },
  },
  {
    alert: "PunctualReplicaDown",
    name: "is silent after a restart, for a replica that was taken away, and for others' targets",
    series: {
      [laptop]: "1x20 0x5 1x60",
      [cluster]: "1x20 0x9 stale",
      'up{job="somebody-elses",endpoint="http",service="shop"}': "0x90",
    },
    firing: { "14m": [], "20m": [], "35m": [] },
  },
];
