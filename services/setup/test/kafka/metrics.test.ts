import { kafkaMetrics } from "@punctual/setup/kafka/metrics";
import type { KafkaState } from "@punctual/setup/kafka/state";
import { expect, test } from "vitest";

const partition = { topic: "a", partition: 0, oldest: 2, next: 10, underReplicated: false };
const STATE: KafkaState = {
  brokers: 3,
  partitions: [
    partition,
    { ...partition, partition: 1, oldest: 0, next: 0, underReplicated: true },
    { ...partition, topic: "b" },
  ],
  groups: [
    { group: "taker", members: 0, lags: [{ topic: "a", partition: 0, lag: 4 }] },
    { group: "other", members: 2, lags: [] },
  ],
};

/** The samples in Prometheus's text, without the comments. */
const samples = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

test("is called as kafka_exporter calls it", async () => {
  expect(samples(await kafkaMetrics(STATE))).toEqual([
    "kafka_up 1",
    "kafka_brokers 3",
    'kafka_topic_partitions{topic="a"} 2',
    'kafka_topic_partitions{topic="b"} 1',
    'kafka_topic_partition_current_offset{topic="a",partition="0"} 10',
    'kafka_topic_partition_current_offset{topic="a",partition="1"} 0',
    'kafka_topic_partition_current_offset{topic="b",partition="0"} 10',
    'kafka_topic_partition_oldest_offset{topic="a",partition="0"} 2',
    'kafka_topic_partition_oldest_offset{topic="a",partition="1"} 0',
    'kafka_topic_partition_oldest_offset{topic="b",partition="0"} 2',
    'kafka_topic_partition_under_replicated_partition{topic="a",partition="0"} 0',
    'kafka_topic_partition_under_replicated_partition{topic="a",partition="1"} 1',
    'kafka_topic_partition_under_replicated_partition{topic="b",partition="0"} 0',
    'kafka_consumergroup_lag{consumergroup="taker",topic="a",partition="0"} 4',
    'kafka_consumergroup_members{consumergroup="taker"} 0',
    'kafka_consumergroup_members{consumergroup="other"} 2',
  ]);
});

test("says nothing but that, where Kafka doesn't answer", async () => {
  await kafkaMetrics(STATE);
  expect(samples(await kafkaMetrics(undefined))).toEqual(["kafka_up 0"]);
});
