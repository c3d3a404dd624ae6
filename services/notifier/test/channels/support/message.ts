import type { Message } from "@punctual/notifier/channels/channel";

const SITE = "https://punctual.example/a";

/** A reminder, with whatever else is said of it. */
export function messageOf(different: Partial<Message> = {}): Message {
  return {
    id: "notice-7",
    kind: "reminder",
    title: "Water the plants",
    body: "The ferns first.\nThen the rest.",
    taskId: 42,
    dueAt: "2026-11-23T09:00:00Z",
    remindAt: "2026-11-23T08:45:00Z",
    createdAt: "2026-11-23T08:45:00Z",
    expiresAt: new Date(Date.now() + 3_600_000),
    links: {
      open: `${SITE}/open?task=42&from=notice`,
      acknowledge: `${SITE}/acknowledge`,
      complete: `${SITE}/complete`,
      snooze: [
        { label: "In 10 minutes", url: `${SITE}/snooze/10` },
        { label: "In an hour", url: `${SITE}/snooze/60` },
      ],
      unsubscribe: `${SITE}/unsubscribe`,
    },
    ...different,
  };
}

/** A signal that nobody aborts. */
export const patient = (): AbortSignal => new AbortController().signal;
