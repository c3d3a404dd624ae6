import { createKafkaReader, type KafkaReader } from "@punctual/setup/kafka/reader";
import { readTopicsConfig } from "@punctual/setup/topics-config";
import { expect, onTestFinished, test } from "vitest";
import { PLAINTEXT } from "../support/kafka-env.ts";
import { listen } from "../support/listen.ts";

const WATCHED = { topics: ["a"], groups: ["taker"] };

function readerOf(port: number, limitMs: number): KafkaReader {
  const config = readTopicsConfig({ ...PLAINTEXT, KAFKA_BROKERS: `127.0.0.1:${port}` });
  const reader = createKafkaReader(config, WATCHED, limitMs);
  onTestFinished(() => reader.close());
  return reader;
}

test("a broker that says nothing is given up on in time, and asked again over a new connection", async () => {
  let connections = 0;
  const reader = readerOf(
    await listen(() => {
      connections += 1;
    }),
    200,
  );
  await expect(reader.read()).rejects.toThrow("no answer within 0.2 s");
  const first = connections;
  expect(first).toBeGreaterThan(0);
  await expect(reader.read()).rejects.toThrow("no answer within 0.2 s");
  expect(connections).toBeGreaterThan(first);
});

test("who asks during a read gets that one", async () => {
  const reader = readerOf(await listen(() => {}), 200);
  const first = reader.read();
  expect(reader.read()).toBe(first);
  await expect(first).rejects.toThrow();
  const next = reader.read();
  expect(next).not.toBe(first);
  await expect(next).rejects.toThrow();
});
