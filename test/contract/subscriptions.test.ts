import { APP_IDS } from "@punctual/contracts/apps";
import * as contractTopics from "@punctual/contracts/topics";
import { LIVE_PUBSUB, PUBSUB, TASK_UPDATES, TOPICS } from "@punctual/contracts/topics";
import { createConsumers as createNotifier } from "@punctual/notifier/consumers";
import { consumers as createRecurrence } from "@punctual/recurrence/consumers";
import { describe, expect, test } from "vitest";
import { subscriptions } from "./support/dapr-files.ts";

const SUBSCRIPTIONS = subscriptions();
const DEAD_LETTER_ROUTE = "/dapr/dead-letters";
/** What wakes live clients: the only one that isn't an event to be taken. */
const WAKE_UP = { appId: APP_IDS.chatApi, topic: TASK_UPDATES.name, route: "/dapr/task-updates" };
/** What each service says it consumes. */
const CONSUMERS = [
  ...createNotifier(() => {}).map(({ topic, path }) => ({ appId: APP_IDS.notifier, topic, route: path })),
  ...createRecurrence(() => {}).map(({ topic, path }) => ({ appId: APP_IDS.recurrence, topic, route: path })),
];

const topicNames = TOPICS.map(({ name }) => name);
const asText = (wanted: { appId: string | undefined; topic: string; route: string }) =>
  `${wanted.appId}: ${wanted.topic} → ${wanted.route}`;

describe.each(SUBSCRIPTIONS)("the subscription of $appId to $topic", (subscription) => {
  test("is for one app", () => {
    expect(subscription.scopes).toHaveLength(1);
  });

  test("is on the pub/sub that brings events once to each app, unless each replica is to be woken", () => {
    expect(subscription.pubsub).toBe(subscription.topic === TASK_UPDATES.name ? LIVE_PUBSUB : PUBSUB);
  });

  test("names topics that are declared", () => {
    expect(topicNames).toContain(subscription.topic);
    if (subscription.deadLetterTopic) expect(topicNames).toContain(subscription.deadLetterTopic);
  });
});

test("every consumer is subscribed at its route, and nothing else is but wake-ups and dead letters", () => {
  const ordinary = SUBSCRIPTIONS.filter(({ route }) => route !== DEAD_LETTER_ROUTE);
  expect(ordinary.map(asText).sort()).toEqual([...CONSUMERS, WAKE_UP].map(asText).sort());
});

test("a wake-up that can't be taken is not kept", () => {
  const woken = SUBSCRIPTIONS.filter(({ route }) => route === WAKE_UP.route);
  expect(woken.map(({ deadLetterTopic }) => deadLetterTopic)).toEqual([undefined]);
});

describe.each(CONSUMERS)("the consumer of $topic in $appId", ({ appId, topic }) => {
  const own = SUBSCRIPTIONS.find(
    (subscription) => subscription.appId === appId && subscription.topic === topic,
  );

  test("gives up to a dead-letter topic that the same app takes in", () => {
    const taken = SUBSCRIPTIONS.find(
      (subscription) => subscription.appId === appId && subscription.topic === own?.deadLetterTopic,
    );
    expect(taken?.route).toBe(DEAD_LETTER_ROUTE);
  });

  test("shares its dead-letter topic with nobody", () => {
    const users = SUBSCRIPTIONS.filter(({ deadLetterTopic }) => deadLetterTopic === own?.deadLetterTopic);
    expect(users).toHaveLength(1);
  });
});

test("dead letters that can't be taken in have nowhere further to go", () => {
  const ofDeadLetters = SUBSCRIPTIONS.filter(({ route }) => route === DEAD_LETTER_ROUTE);
  expect(ofDeadLetters.map(({ deadLetterTopic }) => deadLetterTopic)).toEqual(
    ofDeadLetters.map(() => undefined),
  );
});

describe("TOPICS", () => {
  test("holds every topic that contracts name, once", () => {
    const named = Object.values(contractTopics).flatMap((value) =>
      typeof value === "object" && "name" in value ? [value.name] : [],
    );
    expect([...topicNames].sort()).toEqual(named.sort());
    expect(new Set(topicNames).size).toBe(topicNames.length);
  });

  test("has the three topics of the plan under their names", () => {
    expect(topicNames).toEqual(expect.arrayContaining(["task-events", "reminders", "task-updates"]));
  });

  test("keeps dead letters longer than what they died of", () => {
    const retention = (name: string | undefined) =>
      TOPICS.find((topic) => topic.name === name)?.retentionMs ?? Number.NaN;
    const pairs = SUBSCRIPTIONS.filter(({ deadLetterTopic }) => deadLetterTopic);
    for (const { topic, deadLetterTopic } of pairs) {
      expect(retention(deadLetterTopic)).toBeGreaterThan(retention(topic));
    }
    expect(pairs).not.toHaveLength(0);
  });
});
