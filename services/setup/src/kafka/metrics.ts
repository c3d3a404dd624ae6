import { Gauge, Registry } from "prom-client";
import type { KafkaState } from "./state.ts";

/** A gauge, and its values at a moment. */
interface Row {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly values: (state: KafkaState) => readonly (readonly [Readonly<Record<string, string>>, number])[];
}

/**
 * Names and labels are those of kafka_exporter (github.com/danielqsj/kafka_exporter), so that dashboards and rules work
 * with either.
 */
const ROWS: readonly Row[] = [
  {
    name: "kafka_brokers",
    help: "Brokers that are up.",
    labels: [],
    values: ({ brokers }) => [[{}, brokers]],
  },
  {
    name: "kafka_topic_partitions",
    help: "Partitions of a topic.",
    labels: ["topic"],
    values: ({ partitions }) =>
      [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topic, own]) => [{ topic }, own.length]),
  },
  {
    name: "kafka_topic_partition_current_offset",
    help: "Offset that the next event of a partition will have.",
    labels: ["topic", "partition"],
    values: ({ partitions }) => partitions.map((one) => [place(one), one.next]),
  },
  {
    name: "kafka_topic_partition_oldest_offset",
    help: "Offset of the oldest event of a partition that is kept.",
    labels: ["topic", "partition"],
    values: ({ partitions }) => partitions.map((one) => [place(one), one.oldest]),
  },
  {
    name: "kafka_topic_partition_under_replicated_partition",
    help: "1 when fewer brokers than wanted have an up-to-date copy of a partition, else 0.",
    labels: ["topic", "partition"],
    values: ({ partitions }) => partitions.map((one) => [place(one), one.underReplicated ? 1 : 0]),
  },
  {
    name: "kafka_consumergroup_lag",
    help: "Events of a partition that wait for a consumer group.",
    labels: ["consumergroup", "topic", "partition"],
    values: ({ groups }) =>
      groups.flatMap(({ group, lags }) =>
        lags.map((one) => [{ consumergroup: group, ...place(one) }, one.lag] as const),
      ),
  },
  {
    name: "kafka_consumergroup_members",
    help: "Members of a consumer group.",
    labels: ["consumergroup"],
    values: ({ groups }) => groups.map(({ group, members }) => [{ consumergroup: group }, members]),
  },
];

/**
 * What Prometheus is told (text format 0.0.4): `kafka_up` and, where that is 1, the figures of the state.
 *
 * @param state undefined where Kafka doesn't answer: what was true before is not repeated
 */
export async function kafkaMetrics(state: KafkaState | undefined): Promise<string> {
  // Made anew each time: what is gone from Kafka is gone from here.
  const registry = new Registry();
  const registers = [registry];
  new Gauge({ name: "kafka_up", help: "1 when Kafka answers, else 0.", registers }).set(state ? 1 : 0);
  if (!state) return registry.metrics();
  for (const { name, help, labels, values } of ROWS) {
    const gauge = new Gauge({ name, help, labelNames: labels, registers });
    for (const [of, value] of values(state)) gauge.set({ ...of }, value);
  }
  return registry.metrics();
}

function place({ topic, partition }: { topic: string; partition: number }) {
  return { topic, partition: String(partition) };
}
