import { APP_IDS } from "./apps.ts";

/** The Dapr pub/sub component (`dapr/components/kafka-pubsub.yaml`) that everything is published by. */
export const PUBSUB = "kafka-pubsub";
/**
 * The one (`dapr/components/kafka-pubsub-live.yaml`) by which every replica of chat-api gets every message of
 * {@link TASK_UPDATES}, in a consumer group of its own; all others consume by {@link PUBSUB}, as one group an app.
 */
export const LIVE_PUBSUB = "kafka-pubsub-live";
/** What the names of the consumer groups of {@link LIVE_PUBSUB} begin with. */
export const LIVE_GROUPS = `${APP_IDS.chatApi}-live-`;

/** What a topic needs from Kafka. */
export interface Topic {
  /** Its name in Kafka and in Dapr. */
  readonly name: string;
  /** Partitions; events of one user share a partition, so this bounds how many users are served side by side. */
  readonly partitions: number;
  /** How long Kafka keeps an event, in milliseconds. */
  readonly retentionMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Every change of a task, for recurrence and the audit trail. */
export const TASK_EVENTS = { name: "task-events", partitions: 6, retentionMs: 7 * DAY_MS } as const;
/** A reminder that is due, for the notifier. */
export const REMINDERS = { name: "reminders", partitions: 6, retentionMs: 7 * DAY_MS } as const;
/** Wake-ups for live clients; worthless once old. */
export const TASK_UPDATES = { name: "task-updates", partitions: 6, retentionMs: DAY_MS } as const;
/** Task events that recurrence could not take, after all retries. */
export const TASK_EVENTS_DEAD = {
  name: "task-events-recurrence-dead-letters",
  partitions: 1,
  retentionMs: 30 * DAY_MS,
} as const;
/** Reminders that the notifier could not take, after all retries. */
export const REMINDERS_DEAD = {
  name: "reminders-notifier-dead-letters",
  partitions: 1,
  retentionMs: 30 * DAY_MS,
} as const;

/** All topics, as they must be declared before anything is published: Dapr doesn't create them. */
export const TOPICS: readonly Topic[] = [
  TASK_EVENTS,
  REMINDERS,
  TASK_UPDATES,
  TASK_EVENTS_DEAD,
  REMINDERS_DEAD,
];
