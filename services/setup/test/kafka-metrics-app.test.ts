import { createLogger } from "@punctual/service-kit/logger";
import type { KafkaReader } from "@punctual/setup/kafka/reader";
import { buildKafkaMetrics } from "@punctual/setup/kafka-metrics-app";
import { expect, onTestFinished, test } from "vitest";

/** A Kafka that is up or away as the test says, and what was logged of it. */
function build() {
  const kafka = { away: undefined as string | undefined, closed: false };
  const reader: KafkaReader = {
    async read() {
      if (kafka.away !== undefined) throw new Error(kafka.away);
      return { brokers: 1, partitions: [], groups: [] };
    },
    async close() {
      kafka.closed = true;
    },
  };
  const lines: unknown[] = [];
  const destination = {
    write(line: string) {
      const { level, msg, reason } = JSON.parse(line) as Record<string, unknown>;
      lines.push([level, msg, reason]);
    },
  };
  const app = buildKafkaMetrics(reader, createLogger("kafka-metrics", "info", destination));
  onTestFinished(() => app.close());
  return { kafka, app, lines };
}

test("shows Kafka's figures in Prometheus's text", async () => {
  const { app, lines } = build();
  const response = await app.inject("/metrics");
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(response.body).toContain("kafka_brokers 1\n");
  expect(lines).toEqual([]);
});

test("says that Kafka is away, logs each reason once, and shows figures as soon as it is back", async () => {
  const { kafka, app, lines } = build();
  kafka.away = "no route";
  for (let i = 0; i < 2; i++) {
    const { statusCode, body } = await app.inject("/metrics");
    expect(statusCode).toBe(200);
    expect(body).toContain("kafka_up 0\n");
    expect(body).not.toContain("kafka_brokers");
  }
  kafka.away = "refused";
  await app.inject("/metrics");
  kafka.away = undefined;
  expect((await app.inject("/metrics")).body).toContain("kafka_brokers 1\n");
  expect(lines).toEqual([
    ["warn", "Kafka doesn't answer", "no route"],
    ["warn", "Kafka doesn't answer", "refused"],
    ["info", "Kafka answers again", undefined],
  ]);
});

test("is alive without Kafka, and lets go of it at its end", async () => {
  const { kafka, app } = build();
  kafka.away = "no route";
  expect((await app.inject("/healthz")).json()).toEqual({ status: "ok" });
  await app.close();
  expect(kafka.closed).toBe(true);
});
