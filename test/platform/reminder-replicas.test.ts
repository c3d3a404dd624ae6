import { setTimeout as delay } from "node:timers/promises";
import { APP_IDS } from "@punctual/contracts/apps";
import { REMINDERS } from "@punctual/contracts/topics";
import { asAdmin } from "@punctual/local/kafka/topics";
import { afterEach, describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { newPerson } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";
import { remindAt, seenOf } from "./support/remind.ts";
import { startSecondReplica } from "./support/second-replica.ts";
import { startWebhook } from "./support/webhook.ts";

const platform = attachPlatform(inject("platformDataDir"));
const ALL_TOLD = { timeout: 90_000, interval: 250 };

// Whatever a test broke must work again before the next one.
afterEach(() => platform.healthy());

async function started() {
  const person = await newPerson(platform);
  const webhook = await startWebhook(person);
  onTestFinished(() => webhook.close());
  const once = async (ids: readonly number[]) => {
    expect(await seenOf(platform, person, ids)).toEqual(ids.map(() => 1));
    // A try whose answer was lost comes again, by the same id: that is what receivers know it by.
    const messages = ids.map((id) => new Set(webhook.toldOf(id).map((told) => told.id)).size);
    expect(messages).toEqual(ids.map(() => 1));
    expect(webhook.told.filter(({ at, remindAt: due }) => at < Date.parse(due))).toEqual([]);
  };
  const allTold = (ids: readonly number[]) =>
    vi.waitFor(async () => {
      expect(ids.filter((id) => webhook.toldOf(id).length === 0)).toEqual([]);
      expect((await seenOf(platform, person, ids)).filter((n) => n === 0)).toEqual([]);
    }, ALL_TOLD);
  return { person, webhook, once, allTold };
}

/** Where the notifier has got to, by partition. */
async function committed(): Promise<{ partition: number; offset: bigint }[]> {
  const [group] = await asAdmin(platform.ports.kafka, (admin) =>
    admin.listConsumerGroupOffsets({ groups: [APP_IDS.notifier] }),
  );
  const topic = group?.topics.find(({ name }) => name === REMINDERS.name);
  const partitions = topic?.partitions ?? [];
  return partitions
    .filter(({ committedOffset }) => committedOffset >= 0n)
    .map(({ partitionIndex, committedOffset }) => ({ partition: partitionIndex, offset: committedOffset }))
    .sort((a, b) => a.partition - b.partition);
}

describe("every reminder is told, and none is seen twice,", () => {
  it("by two replicas of chat-api and of notifier, each killed in turn", async () => {
    const { person, webhook, once, allTold } = await started();
    const [chatApi, notifier] = await Promise.all([
      startSecondReplica(platform),
      startSecondReplica(platform, { appId: APP_IDS.notifier }),
    ]);
    onTestFinished(async () => {
      await Promise.all([chatApi.stop(), notifier.stop()]);
    });
    const first = Date.now() + 3_000;
    const ids = await remindAt(
      person,
      Array.from({ length: 160 }, (_, n) => first + n * 250),
    );
    await delay(first + 8_000 - Date.now());
    await platform.signal("chat-api", "SIGKILL");
    await delay(8_000);
    await platform.signal("notifier", "SIGKILL");
    await delay(8_000);
    await chatApi.restart("SIGKILL");
    await delay(6_000);
    await notifier.restart("SIGKILL");
    await allTold(ids);
    await once(ids);
    const late = webhook.told.map(({ at, remindAt: due }) => at - Date.parse(due));
    expect(Math.max(...late)).toBeLessThanOrEqual(60_000);
  }, 240_000);

  it("with every message delivered twice by the broker", async () => {
    const { person, webhook, once, allTold } = await started();
    const before = await committed();
    const first = Date.now() + 3_000;
    const ids = await remindAt(
      person,
      Array.from({ length: 40 }, (_, n) => first + n * 50),
    );
    await allTold(ids);
    const moved = (one: { partition: number; offset: bigint }[]) =>
      one.reduce((n, { offset }) => n + offset, 0n);
    await vi.waitFor(
      async () => expect(moved(await committed()) - moved(before)).toBeGreaterThanOrEqual(BigInt(ids.length)),
      ALL_TOLD,
    );
    const after = await committed();
    // Where nothing had been taken before, it begins at the beginning.
    const offsetBefore = new Map(before.map(({ partition, offset }) => [partition, offset]));
    const rewound = after.map(({ partition }) => ({ partition, offset: offsetBefore.get(partition) ?? 0n }));
    const tries = webhook.told.length;
    await platform.whileDown("notifier-dapr", () =>
      // The broker refuses while it takes the sidecar for alive.
      vi.waitFor(
        () =>
          asAdmin(platform.ports.kafka, (admin) =>
            admin.alterConsumerGroupOffsets({
              groupId: APP_IDS.notifier,
              topics: [{ name: REMINDERS.name, partitionOffsets: rewound }],
            }),
          ),
        ALL_TOLD,
      ),
    );
    expect(await committed()).toEqual(rewound);
    await vi.waitFor(
      async () => expect(moved(await committed())).toBeGreaterThanOrEqual(moved(after)),
      ALL_TOLD,
    );
    await delay(1_000);
    await once(ids);
    expect(webhook.told).toHaveLength(tries);
  }, 240_000);
});
