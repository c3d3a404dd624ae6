import { join } from "node:path";
import type { PartContext } from "./context.ts";
import { childEnv } from "./env.ts";
import { answers } from "./http-health.ts";
import type { Part } from "./part.ts";

/** Shows Prometheus how Kafka is, run from its sources as a service is. */
export function kafkaMetricsPart(context: PartContext): Part {
  const { ports, root } = context;
  const port = ports.kafkaMetrics;
  return {
    name: "kafka-metrics",
    needs: ["kafka"],
    ports: [port],
    logFormat: "pino",
    kind: "service",
    stopWave: 1,
    stopSignal: "SIGTERM",
    async command() {
      return {
        file: process.execPath,
        args: [join("services", "setup", "src", "kafka-metrics.ts")],
        cwd: root,
        env: childEnv({
          HOST: "127.0.0.1",
          PORT: String(port),
          KAFKA_BROKERS: `127.0.0.1:${ports.kafka}`,
          KAFKA_AUTH_TYPE: "none",
          KAFKA_SASL_MECHANISM: "",
          KAFKA_USERNAME: "",
          KAFKA_PASSWORD: "",
          KAFKA_DISABLE_TLS: "true",
          KAFKA_CA_CERT: "",
          LOG_LEVEL: context.logLevel,
          NODE_COMPILE_CACHE: context.paths.compileCache,
        }),
      };
    },
    check: (signal) => answers(`http://127.0.0.1:${port}/healthz`, 200, signal),
  };
}
