import { randomUUID } from "node:crypto";
import type { TaskEvent, TaskUpdate } from "@punctual/contracts/events";
import type { Task } from "@punctual/contracts/task";
import { TASK_EVENTS, TASK_UPDATES } from "@punctual/contracts/topics";
import type { OutboxEvent } from "@punctual/service-kit/outbox/append";

/** The events that tell of a change: one for consumers, with the whole task, and one that wakes live clients. */
export function changeEvents(kind: TaskEvent["event_type"], userId: string, task: Task): OutboxEvent[] {
  const eventId = randomUUID();
  const update = {
    event_type: kind,
    task_id: task.id,
    user_id: userId,
    timestamp: task.updated_at,
    version: task.version,
  } satisfies TaskUpdate;
  const event = { ...update, event_id: eventId, task_data: task } satisfies TaskEvent;
  const common = { userId, kind: `task.${kind}`, subject: `task/${task.id}` };
  return [
    { ...common, topic: TASK_EVENTS.name, id: eventId, data: event },
    { ...common, topic: TASK_UPDATES.name, data: update },
  ];
}
