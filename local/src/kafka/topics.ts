import type { Admin } from "@platformatic/kafka";
import type { Topic } from "@punctual/contracts/topics";
import { listens } from "../parts/listens.ts";

/** Nobody waits for lines about what was declared. */
const UNHEARD = { info() {}, warn() {} };

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

/** Declares the topics as a cluster's set-up does; here, one broker holds everything. Repeatable. */
export async function ensureTopics(port: number, topics: readonly Topic[]): Promise<void> {
  const { declareTopics } = await import("@punctual/setup/kafka/declare-topics");
  await asAdmin(port, (admin) => declareTopics(admin, topics, 1, UNHEARD));
}
