import type { AlertCase, RecordCase } from "../support/case.ts";

const age = 'punctual_outbox_age_seconds{app_id="chat-api",instance="a"}';
const letters = (instance: string) =>
  `punctual_dead_letters{app_id="recurrence",topic="task-events",instance="${instance}"}`;
const lag = (group: string, partition: number) =>
  `kafka_consumergroup_lag{consumergroup="${group}",topic="task-events",partition="${partition}"}`;
const next = (partition: number) =>
  `kafka_topic_partition_current_offset{topic="task-events",partition="${partition}"}`;
/** Not a number, for twenty minutes. */
const UNKNOWN = "NaN ".repeat(40);
const stopped = (partitions: number) => ({
  labels: { consumergroup: "recurrence", topic: "task-events" },
  summary: `recurrence takes nothing from ${partitions} partitions of task-events, where events wait`,
});

export const EVENT_CASES: readonly AlertCase[] = [
  {
    alert: "PunctualOutboxWaiting",
    name: "fires a minute after the oldest event is a minute old, and ends when it is gone",
    series: { [age]: "0 0 0+30x9 0x10" },
    firing: {
      // Older than a minute at 2 min 30 s.
      "3m": [],
      "3m30s": [
        {
          labels: { app_id: "chat-api" },
          summary: "The oldest event in chat-api's outbox has waited 2m 30s",
        },
      ],
      "6m": [],
    },
  },
  {
    alert: "PunctualOutboxWaiting",
    name: "is silent in a short outage, and while the database doesn't say",
    series: {
      [age]: "0+30x4 0x10",
      'punctual_outbox_age_seconds{app_id="other"}': UNKNOWN,
    },
    firing: { "2m": [], "2m30s": [], "5m": [], "15m": [] },
  },
  {
    alert: "PunctualOutboxWaiting",
    name: "counts what one replica says while another can't",
    series: { [age]: "300x40", 'punctual_outbox_age_seconds{app_id="chat-api",instance="b"}': UNKNOWN },
    firing: {
      "5m": [
        { labels: { app_id: "chat-api" }, summary: "The oldest event in chat-api's outbox has waited 5m 0s" },
      ],
    },
  },
  {
    alert: "PunctualDeadLetters",
    name: "fires until all are replayed, and counts what several replicas say once",
    series: { [letters("a")]: "0 0 3x10 0x10", [letters("b")]: "0 0 3x10 0x10" },
    firing: {
      "1m30s": [],
      "2m": [
        {
          labels: { app_id: "recurrence", topic: "task-events" },
          summary: "recurrence has given up 3 events of task-events",
        },
      ],
      "8m": [],
    },
  },
  {
    alert: "PunctualDeadLetters",
    name: "is silent with none, with one that is replayed at once, and while the database doesn't say",
    series: {
      [letters("a")]: "0x5 1 0x10",
      'punctual_dead_letters{app_id="notifier",topic="reminders"}': UNKNOWN,
    },
    firing: { "3m": [], "3m30s": [], "8m": [] },
  },
  {
    alert: "PunctualConsumerStopped",
    name: "fires when a group takes nothing of what waits, and ends when it does",
    series: {
      [next(0)]: "100+10x20 300x20",
      [lag("recurrence", 0)]: "0x4 10+10x15 100 0x20",
      [next(1)]: "50x40",
      [lag("recurrence", 1)]: "0x40",
    },
    firing: { "5m": [], "7m30s": [stopped(1)], "13m": [] },
  },
  {
    alert: "PunctualConsumerStopped",
    name: "fires for a group that never came, on each partition",
    series: {
      [next(0)]: "5x40",
      [lag("recurrence", 0)]: "5x40",
      [next(1)]: "9x40",
      [lag("recurrence", 1)]: "9x40",
    },
    firing: { "5m": [stopped(2)] },
  },
  {
    alert: "PunctualConsumerStopped",
    name: "is silent while a group is behind and catches up, with nothing to take, for others' groups and without Kafka",
    series: {
      [next(0)]: "1000+10x40",
      [lag("recurrence", 0)]: "900-10x40",
      [next(1)]: "50x40",
      [lag("notifier", 1)]: "0x40",
      [lag("somebody-elses", 0)]: "7+10x40",
      [next(2)]: "50x5 stale",
      [lag("recurrence", 2)]: "20x5 stale",
    },
    firing: { "5m": [], "10m": [], "20m": [] },
  },
  {
    alert: "PunctualConsumerStopped",
    name: "is silent in a pause of two minutes, and when a topic is made anew",
    series: {
      [next(0)]: "100+10x40",
      [lag("recurrence", 0)]: "0x10 10+10x3 0x26",
      [next(1)]: "500x20 0x20",
      [lag("recurrence", 1)]: "0x40",
    },
    firing: { "6m": [], "8m": [], "15m": [] },
  },
  {
    alert: "PunctualKafkaAway",
    name: "fires after two minutes, and ends",
    series: { kafka_up: "1x3 0x10 1x10" },
    firing: {
      "3m30s": [],
      "4m": [{ summary: "Kafka doesn't answer, or a partition has no leader" }],
      "8m": [],
    },
  },
  {
    alert: "PunctualKafkaAway",
    name: "is silent while a broker is restarted, and where one of two watchers sees Kafka",
    series: { 'kafka_up{instance="a"}': "1x3 0x2 1x20", 'kafka_up{instance="b"}': "0x20" },
    firing: { "2m30s": [], "5m": [] },
  },
  {
    alert: "PunctualKafkaUnseen",
    name: "fires when nobody watches",
    series: { kafka_up: "1x3 stale" },
    firing: {
      "11m30s": [],
      "12m": [{ summary: "Nobody tells how Kafka is: kafka-metrics doesn't run or isn't scraped" }],
    },
  },
  {
    alert: "PunctualKafkaUnseen",
    name: "is silent while Kafka is away but watched, and while the watcher is replaced",
    series: { kafka_up: "1x3 0x10 stale _x8 1x20" },
    firing: { "6m": [], "10m": [], "20m": [] },
  },
];

export const EVENT_RECORDS: readonly RecordCase[] = [
  {
    record: "consumergroup_topic_partition:kafka_committed_offset:max",
    name: "is the end of the log without what waits, for each group",
    series: {
      [next(0)]: "100",
      [lag("recurrence", 0)]: "30",
      [lag("notifier", 0)]: "0",
      [`${lag("recurrence", 0).slice(0, -1)},instance="b"}`]: "30",
    },
    at: "0s",
    expected: {
      '{consumergroup="recurrence",topic="task-events",partition="0"}': 70,
      '{consumergroup="notifier",topic="task-events",partition="0"}': 100,
    },
  },
];
