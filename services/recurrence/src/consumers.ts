import { type TaskEvent, taskEvent } from "@punctual/contracts/events";
import { TASK_EVENTS } from "@punctual/contracts/topics";
import { type Consumer, defineConsumer } from "@punctual/service-kit/consume/consumer";
import { recordEvent } from "./store/audit.ts";
import { want } from "./store/wanted.ts";

/**
 * Every consumer of recurrence; `dapr/subscriptions/` declares where each gets its events from.
 *
 * @param taken told of each event once it is taken for good
 */
export function consumers(taken: (event: TaskEvent) => void): readonly Consumer[] {
  return [
    // Dapr delivers a topic to one route of an app: the audit trail and what is to be made are written together.
    defineConsumer({
      topic: TASK_EVENTS.name,
      path: "/dapr/task-events",
      schema: taskEvent,
      async handle(transaction, event) {
        await recordEvent(transaction, event);
        await want(transaction, event);
      },
      taken,
    }),
  ];
}
