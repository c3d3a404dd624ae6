import { wholeReasonOf } from "@punctual/service-kit/errors";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { Logger } from "pino";
import { Registry } from "prom-client";
import { kafkaMetrics } from "./kafka/metrics.ts";
import type { KafkaReader } from "./kafka/reader.ts";
import type { KafkaState } from "./kafka/state.ts";

/**
 * Serves `GET /metrics`, for which Kafka is asked each time, and `GET /healthz`. It goes on while Kafka is away, and
 * says that Kafka is: in `kafka_up`, and in its log whenever the reason changes.
 */
export function buildKafkaMetrics(reader: KafkaReader, logger: Logger): FastifyInstance {
  const app: FastifyInstance = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
  });
  let ailment: string | undefined;

  async function look(): Promise<KafkaState | undefined> {
    try {
      const state = await reader.read();
      if (ailment !== undefined) logger.info("Kafka answers again");
      ailment = undefined;
      return state;
    } catch (error) {
      const reason = wholeReasonOf(error);
      if (reason !== ailment) logger.warn({ reason }, "Kafka doesn't answer");
      ailment = reason;
      return undefined;
    }
  }

  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/metrics", async (_request, reply) =>
    reply.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await kafkaMetrics(await look())),
  );
  app.addHook("onClose", () => reader.close());
  return app;
}
