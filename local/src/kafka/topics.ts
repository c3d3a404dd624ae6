import type { Admin } from "@platformatic/kafka";
import type { Topic } from "@punctual/contracts/topics";
import { listens } from "../parts/listens.ts";

/** Talks to the broker as an administrator, and hangs up. */
export async function asAdmin<T>(port: number, work: (admin: Admin) => Promise<T>): Promise<T> {
  // Loaded when needed: it takes most of a second, which commands that don't talk to Kafka would wait for.
  const kafka = await import("@platformatic/kafka");
  const admin = new kafka.Admin({
    clientId: "punctual-local",
    bootstrapBrokers: [`127.0.0.1:${port}`],
    retries: 0,
    connectTimeout: 1000,
    requestTimeout: 5000,
  });
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

/** Resolves when the broker answers requests about its cluster. */
export async function brokerAnswers(port: number): Promise<void> {
  if (!(await listens(port))) throw new Error("does not listen yet");
  await asAdmin(port, async (admin) => {
    await admin.listTopics();
  });
}

/** Makes the topics that are missing. Repeatable; an existing topic is left as it is. */
export async function ensureTopics(port: number, topics: readonly Topic[]): Promise<void> {
  await asAdmin(port, async (admin) => {
    const existing = new Set(await admin.listTopics());
    for (const topic of topics) {
      if (existing.has(topic.name)) continue;
      await admin.createTopics({
        topics: [topic.name],
        partitions: topic.partitions,
        replicas: 1,
        configs: [{ name: "retention.ms", value: String(topic.retentionMs) }],
      });
    }
  });
}
