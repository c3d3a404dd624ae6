import { randomUUID } from "node:crypto";
import { TOPICS, type Topic } from "@punctual/contracts/topics";
import { asAdmin } from "@punctual/setup/kafka/connect";
import { declareTopics } from "@punctual/setup/kafka/declare-topics";
import { readTopicsConfig } from "@punctual/setup/topics-config";
import { expect, inject, it } from "vitest";
import { PLAINTEXT } from "../../services/setup/test/support/kafka-env.ts";
import { runJob, said } from "../support/run-job.ts";
import { attachPlatform } from "./support/platform.ts";

const platform = attachPlatform(inject("platformDataDir"));
const ENV = { ...PLAINTEXT, KAFKA_BROKERS: `127.0.0.1:${platform.ports.kafka}` };
const CONFIG = readTopicsConfig(ENV);
const JOB = new URL("../../services/setup/src/topics.ts", import.meta.url);
const HOUR_MS = 60 * 60 * 1000;

/** Declares one topic; gives what was said, and how many partitions and which retention it has then. */
async function declare(topic: Topic, copies = 1) {
  const infos: string[] = [];
  const warnings: string[] = [];
  return await asAdmin(CONFIG, async (admin) => {
    await declareTopics(admin, [topic], copies, {
      info: (text) => infos.push(text),
      warn: (text) => warnings.push(text),
    });
    const { topics } = await admin.metadata({ topics: [topic.name], forceUpdate: true, retries: 5 });
    const [described] = await admin.describeConfigs({
      resources: [{ resourceType: 2, resourceName: topic.name, configurationKeys: ["retention.ms"] }],
    });
    return {
      infos,
      warnings,
      partitions: topics.get(topic.name)?.partitionsCount,
      retention: described?.configs[0]?.value,
    };
  });
}

const newTopic = (): Topic => ({ name: `topics-${randomUUID()}`, partitions: 2, retentionMs: HOUR_MS });

it("a topic that is missing is made, and the second time found as declared", async () => {
  const topic = newTopic();
  expect(await declare(topic)).toEqual({
    infos: [`${topic.name}: made (partitions 2, copies 1, retention.ms 3600000)`],
    warnings: [],
    partitions: 2,
    retention: "3600000",
  });
  expect(await declare(topic)).toEqual({
    infos: [`${topic.name}: is as declared`],
    warnings: [],
    partitions: 2,
    retention: "3600000",
  });
});

it("partitions that are missing are added", async () => {
  const topic = newTopic();
  await declare(topic);
  expect(await declare({ ...topic, partitions: 5 })).toEqual({
    infos: [`${topic.name}: partitions 2 became 5`],
    warnings: [],
    partitions: 5,
    retention: "3600000",
  });
});

it("another retention is set", async () => {
  const topic = newTopic();
  await declare(topic);
  expect(await declare({ ...topic, retentionMs: 2 * HOUR_MS })).toEqual({
    infos: [`${topic.name}: retention.ms 3600000 became 7200000`],
    warnings: [],
    partitions: 2,
    retention: "7200000",
  });
});

it("partitions are never taken away, which is said", async () => {
  const topic = newTopic();
  await declare(topic);
  expect(await declare({ ...topic, partitions: 1 })).toEqual({
    infos: [],
    warnings: [
      `${topic.name}: has more partitions (2) than declared (1) and keeps them, for Kafka takes none away`,
    ],
    partitions: 2,
    retention: "3600000",
  });
});

it("more copies than brokers are refused, and nothing is made", async () => {
  const topic = newTopic();
  await expect(declare(topic, 2)).rejects.toThrow();
  expect(await asAdmin(CONFIG, (admin) => admin.listTopics())).not.toContain(topic.name);
});

it("the job finds the laptop's own topics as declared, says a line for each, and ends", async () => {
  const outcome = await runJob(JOB, ENV);
  expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
  expect(said(outcome, "info")).toEqual([
    ...TOPICS.map(({ name }) => `${name}: is as declared`),
    "all topics are declared",
  ]);
});
