// Shows Prometheus how Kafka is, as its clients see it: the same on a laptop, in a cluster and with a managed broker
// that keeps its own figures to itself.
import { APP_IDS } from "@punctual/contracts/apps";
import { TOPICS } from "@punctual/contracts/topics";
import { createLogger } from "@punctual/service-kit/logger";
import closeWithGrace from "close-with-grace";
import { createKafkaReader } from "./kafka/reader.ts";
import { buildKafkaMetrics } from "./kafka-metrics-app.ts";
import { readKafkaMetricsConfig } from "./kafka-metrics-config.ts";

/** A read that is under way ends sooner, in milliseconds. */
const DRAIN_MS = 6_000;

const config = readKafkaMetricsConfig(process.env);
const logger = createLogger("kafka-metrics", config.LOG_LEVEL);
// A service's consumer group is called as its app is.
const watched = { topics: TOPICS.map(({ name }) => name), groups: Object.values(APP_IDS) };
const app = buildKafkaMetrics(createKafkaReader(config, watched), logger);

closeWithGrace({ delay: DRAIN_MS, logger: app.log }, async ({ err, signal }) => {
  if (err) app.log.fatal({ err }, "an error that nobody handled; stopping");
  else app.log.info({ signal }, "stopping");
  await app.close();
});
await app.listen({ host: config.HOST, port: config.PORT });
