import { randomUUID } from "node:crypto";
import type { Action, Actor, Entity } from "@punctual/contracts/change";
import type { TaskEvent, TaskUpdate } from "@punctual/contracts/events";
import type { Task } from "@punctual/contracts/task";
import { TASK_EVENTS, TASK_UPDATES } from "@punctual/contracts/topics";
import type { OutboxEvent } from "@punctual/service-kit/outbox/append";

/** What every entity has. */
interface Versioned {
  readonly id: number;
  readonly version: number;
  readonly updated_at: string;
}

/** One change of one entity; `before` is null for what is new. */
export type Change =
  | {
      readonly entity: "task";
      readonly action: Action;
      readonly before: Task | null;
      readonly after: Task;
    }
  | {
      readonly entity: Exclude<Entity, "task">;
      readonly action: Action;
      readonly before: Versioned | null;
      readonly after: Versioned;
    };

/** The four kinds of event that consumers know, for each action. */
const EVENT_TYPES = {
  created: "created",
  updated: "updated",
  completed: "completed",
  reopened: "updated",
  moved: "updated",
  skipped: "updated",
  retracted: "deleted",
  deleted: "deleted",
  restored: "updated",
  purged: "deleted",
} as const satisfies Record<Action, TaskEvent["event_type"]>;

/** The event that tells consumers of a task's change, with the whole task. */
export function taskEventOf(
  change: Extract<Change, { entity: "task" }>,
  userId: string,
  actor: Actor,
): OutboxEvent {
  const { action, before, after } = change;
  const id = randomUUID();
  const type = EVENT_TYPES[action];
  const data = {
    event_id: id,
    event_type: type,
    task_id: after.id,
    task_data: after,
    user_id: userId,
    timestamp: after.updated_at,
    version: after.version,
    action,
    task_before: before,
    actor,
  } satisfies TaskEvent;
  return { topic: TASK_EVENTS.name, id, kind: `task.${type}`, subject: `task/${after.id}`, data };
}

/** The event that wakes live clients, by the last change of a write. */
export function wakeUpOf({ entity, action, after }: Change, userId: string): OutboxEvent {
  const type = EVENT_TYPES[action];
  const data = {
    event_type: type,
    entity,
    task_id: after.id,
    user_id: userId,
    version: after.version,
    timestamp: after.updated_at,
  } satisfies TaskUpdate;
  return { topic: TASK_UPDATES.name, kind: `${entity}.${type}`, subject: `${entity}/${after.id}`, data };
}
