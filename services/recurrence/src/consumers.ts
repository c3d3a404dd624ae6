import { taskEvent } from "@punctual/contracts/events";
import { TASK_EVENTS } from "@punctual/contracts/topics";
import { type Consumer, defineConsumer } from "@punctual/service-kit/consume/consumer";
import { recordEvent } from "./store/audit.ts";

/** Keeps the audit trail. */
const auditTrail = defineConsumer({
  topic: TASK_EVENTS.name,
  path: "/dapr/task-events",
  schema: taskEvent,
  handle: recordEvent,
});

/** Every consumer of recurrence; `dapr/subscriptions/` declares where each gets its events from. */
export const CONSUMERS: readonly Consumer[] = [auditTrail];
