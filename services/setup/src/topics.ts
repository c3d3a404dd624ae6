// Declares Kafka's topics: nothing makes them by itself.
import { TOPICS } from "@punctual/contracts/topics";
import { runJob } from "@punctual/service-kit/run-job";
import { asAdmin, isNotUp } from "./kafka/connect.ts";
import { declareTopics } from "./kafka/declare-topics.ts";
import { onceUp } from "./once-up.ts";
import { readTopicsConfig } from "./topics-config.ts";

const PATIENCE = { withinMs: 60_000, everyMs: 1_000 };

await runJob({
  name: "setup-topics",
  readConfig: () => readTopicsConfig(process.env),
  async work(config, logger) {
    const replicationFactor = config.KAFKA_REPLICATION_FACTOR;
    await onceUp(() => asAdmin(config, (admin) => declareTopics(admin, TOPICS, replicationFactor, logger)), {
      isNotUp,
      ...PATIENCE,
      waits: (reason) => logger.info({ reason }, "waits for Kafka"),
    });
    logger.info("all topics are declared");
  },
});
