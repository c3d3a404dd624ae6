import { TOPICS } from "@punctual/contracts/topics";
import { jvmCommand } from "../kafka/jvm.ts";
import { redpandaCommand } from "../kafka/redpanda.ts";
import { brokerAnswers, ensureTopics } from "../kafka/topics.ts";
import type { PartContext } from "./context.ts";
import type { Part } from "./part.ts";

/** The broker that carries events: Apache Kafka on Java, or Redpanda in a container where there is no Java. */
export function kafkaPart(context: PartContext): Part {
  const { ports, paths, secrets, tools } = context;
  return {
    name: "kafka",
    needs: [],
    ports: tools.kafka.kind === "jvm" ? [ports.kafka, ports.kafkaController] : [ports.kafka],
    logFormat: "kafka",
    kind: "infrastructure",
    stopWave: 2,
    stopSignal: "SIGTERM",
    command: (report) =>
      tools.kafka.kind === "jvm"
        ? jvmCommand(tools.kafka, paths, ports, secrets, report)
        : redpandaCommand(tools.kafka, paths, ports, report),
    check: () => brokerAnswers(ports.kafka),
    afterHealthy: () => ensureTopics(ports.kafka, TOPICS),
  };
}
