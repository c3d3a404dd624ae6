import { Admin } from "@platformatic/kafka";
import type { KafkaConfig } from "./config.ts";
import { adminOptions } from "./connect.ts";
import { type KafkaState, readKafkaState, type Watched } from "./state.ts";

/** Asks Kafka how it is, over a connection that it keeps. */
export interface KafkaReader {
  /** One read at a time: who asks during one gets that one. Rejects when Kafka doesn't answer in time. */
  read(): Promise<KafkaState>;
  close(): Promise<void>;
}

/** Less than the 5 s that a laptop's Prometheus waits for an answer. */
const LIMIT_MS = 4_000;

/** Makes a reader; nothing is connected before the first read. @param limitMs longest read, in milliseconds */
export function createKafkaReader(config: KafkaConfig, watched: Watched, limitMs = LIMIT_MS): KafkaReader {
  let admin: Admin | undefined;
  let reading: Promise<KafkaState> | undefined;

  async function readOnce(): Promise<KafkaState> {
    admin ??= new Admin({
      ...adminOptions(config),
      clientId: "punctual-kafka-metrics",
      connectTimeout: limitMs,
      requestTimeout: limitMs,
    });
    try {
      return await within(limitMs, readKafkaState(admin, watched));
    } catch (error) {
      // What is left of a connection, and of a read that is late, goes with its client.
      await close();
      throw error;
    }
  }

  async function close(): Promise<void> {
    const last = admin;
    admin = undefined;
    await last?.close();
  }

  return {
    read() {
      reading ??= readOnce().finally(() => {
        reading = undefined;
      });
      return reading;
    },
    close,
  };
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs / 1000} s`)), limitMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
