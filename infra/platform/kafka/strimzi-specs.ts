import { replicationFor } from "./kafka.ts";
import { RIGHTS } from "./rights.ts";

/** What differs between one Kafka and another. */
export interface KafkaSize {
  readonly replicas: number;
  /** Disk of each broker. */
  readonly storage: string;
  /** Memory of each broker. */
  readonly memory: string;
  /** Brokers stand on nodes of their own, and copies of an event in different zones. */
  readonly severalNodes: boolean;
  /** Brokers tell how they are. How far consumers are behind, kafka-metrics does. */
  readonly metrics: boolean;
}

/** Label by which Strimzi knows what belongs to a Kafka. */
export const CLUSTER_LABEL = "strimzi.io/cluster";

const ZONE = "topology.kubernetes.io/zone";
const HELPER = { requests: { cpu: "50m", memory: "256Mi" }, limits: { memory: "384Mi" } };
/** In days. The services are given the authority by `pulumi up`, which nobody promises every year, the default. */
const AUTHORITY = { validityDays: 3650, renewalDays: 365 };

/** `spec` of the KafkaNodePool (kafka.strimzi.io/v1): each node a broker and a voter of KRaft (KIP-500). */
export function nodePoolSpec(
  { replicas, storage, memory, severalNodes }: KafkaSize,
  labels: Readonly<Record<string, string>>,
) {
  return {
    replicas,
    roles: ["controller", "broker"],
    storage: {
      type: "jbod",
      volumes: [{ id: 0, type: "persistent-claim", size: storage, kraftMetadata: "shared" }],
    },
    // Strimzi gives the JVM half of the memory; the rest is the page cache, which Kafka reads from.
    resources: { requests: { cpu: "250m", memory }, limits: { memory } },
    ...(severalNodes && {
      template: {
        pod: {
          topologySpreadConstraints: [
            spread("kubernetes.io/hostname", "DoNotSchedule", labels),
            spread(ZONE, "ScheduleAnyway", labels),
          ],
        },
      },
    }),
  };
}

/** `spec` of the Kafka (kafka.strimzi.io/v1): SCRAM over TLS is the only way in. */
export function kafkaSpec({ replicas, severalNodes, metrics }: KafkaSize, port: number) {
  const copies = replicationFor(replicas);
  const inSync = Math.max(1, copies - 1);
  return {
    kafka: {
      listeners: [
        { name: "scram", port, type: "internal", tls: true, authentication: { type: "scram-sha-512" } },
      ],
      authorization: { type: "simple" },
      config: {
        // Topics are declared by services/setup.
        "auto.create.topics.enable": false,
        "default.replication.factor": copies,
        "min.insync.replicas": inSync,
        "offsets.topic.replication.factor": copies,
        "transaction.state.log.replication.factor": copies,
        "transaction.state.log.min.isr": inSync,
      },
      ...(severalNodes && { rack: { topologyKey: ZONE } }),
      ...(metrics && { metricsConfig: { type: "strimziMetricsReporter" } }),
    },
    entityOperator: { userOperator: { resources: HELPER } },
    clusterCa: AUTHORITY,
    clientsCa: AUTHORITY,
  };
}

/** `spec` of the KafkaUser (kafka.strimzi.io/v1) that everything of ours comes as. */
export function userSpec(secret: string, key: string) {
  return {
    authentication: {
      type: "scram-sha-512",
      password: { valueFrom: { secretKeyRef: { name: secret, key } } },
    },
    authorization: {
      type: "simple",
      acls: RIGHTS.map(({ resource, name, match, operations }) => ({
        resource: { type: resource, name, patternType: match },
        operations: [...operations],
      })),
    },
  };
}

function spread(
  topologyKey: string,
  whenUnsatisfiable: string,
  matchLabels: Readonly<Record<string, string>>,
) {
  return { maxSkew: 1, topologyKey, whenUnsatisfiable, labelSelector: { matchLabels } };
}
