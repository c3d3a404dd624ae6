import { high, low, stat, timeseries } from "../panels.ts";
import { inNamespace, perSecond } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

const LAG = `kafka_consumergroup_lag${inNamespace()}`;

/** Kafka, as its clients see it: the same on a laptop, in a cluster, and with a broker that is rented. */
export const KAFKA_ROW: RowSpec = {
  title: "Kafka",
  panels: [
    stat({
      title: "Brokers",
      description: "Brokers that answer. Good: all there are (1 on a laptop, 3 in a cluster).",
      runbook: "kafka",
      unit: "short",
      queries: { brokers: `max(kafka_brokers${inNamespace()})` },
      thresholds: high(1),
    }),
    stat({
      title: "Under-replicated partitions",
      description:
        "Partitions with fewer copies than they should have. Good: 0; for minutes while a broker restarts.",
      runbook: "kafka",
      unit: "short",
      queries: {
        partitions: `sum(max by (topic, partition) (kafka_topic_partition_under_replicated_partition${inNamespace()}))`,
      },
      thresholds: low(1),
    }),
    stat({
      title: "Events that wait for a consumer",
      description: "Lag of all consumer groups together. Good: near 0.",
      runbook: "events-late",
      unit: "short",
      queries: { lag: `sum(max by (consumergroup, topic, partition) (${LAG}))` },
      thresholds: low(1000, 100),
    }),
    stat({
      title: "Members of the smallest group",
      description:
        "Consumers in the group that has fewest, of those that ever took an event. Good: 1 or more; at 0 a service takes no events.",
      runbook: "events-late",
      unit: "short",
      queries: {
        members: `min(max by (consumergroup) (kafka_consumergroup_members${inNamespace()}) and on (consumergroup) ${LAG})`,
      },
      thresholds: high(1),
    }),
    timeseries({
      title: "Messages in",
      description:
        "Messages a second that the broker takes, by topic. Good: follows writes; dead-letter topics at 0.",
      runbook: "kafka",
      unit: "wps",
      queries: {
        "{{topic}}": `sum by (topic) (max by (topic, partition) (${perSecond(`kafka_topic_partition_current_offset${inNamespace()}`)}))`,
      },
    }),
    timeseries({
      title: "Lag",
      description:
        "Messages that each consumer group has yet to take, by topic. Good: near 0, and falling after a peak.",
      runbook: "events-late",
      unit: "short",
      queries: {
        "{{consumergroup}} {{topic}}": `sum by (consumergroup, topic) (max by (consumergroup, topic, partition) (${LAG}))`,
      },
      thresholds: low(1000),
    }),
    timeseries({
      title: "Members",
      description: "Consumers in each group. Good: as many as the service has replicas.",
      runbook: "events-late",
      unit: "short",
      queries: {
        "{{consumergroup}}": `max by (consumergroup) (kafka_consumergroup_members${inNamespace()})`,
      },
    }),
  ],
};
