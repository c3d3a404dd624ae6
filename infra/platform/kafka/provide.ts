import type { StackConfig } from "../../config/schema.ts";
import type { PlatformContext } from "../context.ts";
import { givenKafka } from "./given.ts";
import type { Kafka } from "./kafka.ts";

/** The Kafka that a stack asks for. */
export function provideKafka({ kafka, kafkaPassword }: StackConfig, _context: PlatformContext): Kafka {
  switch (kafka.mode) {
    case "given":
      return givenKafka(kafka, kafkaPassword);
    default:
      throw new Error(`${kafka.mode}: not yet`);
  }
}
