import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { dataPaths } from "@punctual/local/data/paths";
import { afterEach, describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { newPerson } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";
import { remindAt, seenOf } from "./support/remind.ts";
import { startWebhook } from "./support/webhook.ts";

const dataDir = inject("platformDataDir");
const platform = attachPlatform(dataDir);
const ALL_TOLD_MS = 120_000;

// Whatever a test broke must work again before the next one.
afterEach(() => platform.healthy());

async function started() {
  const person = await newPerson(platform);
  const webhook = await startWebhook(person);
  onTestFinished(() => webhook.close());
  return { person, webhook };
}

describe("every reminder is told, and none is seen twice,", () => {
  it("with the scheduler killed and emptied before they are due", async () => {
    const { person, webhook } = await started();
    const first = Date.now() + 15_000;
    const ids = await remindAt(
      person,
      Array.from({ length: 40 }, (_, n) => first + n * 250),
    );
    const [later = 0] = await remindAt(person, [Date.now() + 3_600_000]);
    const armedAt = async () => {
      const [row] = await platform.sql<{ armed_at: Date | null }>(
        "chat_api",
        "SELECT armed_at FROM reminder WHERE task_id = $1",
        [later],
      );
      return row?.armed_at?.getTime() ?? 0;
    };
    await vi.waitFor(async () => expect(await armedAt()).toBeGreaterThan(0), { timeout: 10_000 });
    let emptiedAt = 0;
    await platform.whileDown("scheduler", async () => {
      await rm(join(dataPaths(dataDir).scheduler, "etcd"), { recursive: true });
      emptiedAt = Date.now();
    });
    await vi.waitFor(() => expect(new Set(webhook.told.map(({ taskId }) => taskId)).size).toBe(ids.length), {
      timeout: ALL_TOLD_MS,
      interval: 250,
    });
    const late = webhook.told.map(({ at, remindAt: due }) => at - Date.parse(due));
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThanOrEqual(60_000);
    expect(ids.map((id) => new Set(webhook.toldOf(id).map((told) => told.id)).size)).toEqual(
      ids.map(() => 1),
    );
    expect(await seenOf(platform, person, ids)).toEqual(ids.map(() => 1));
    // What isn't due yet has its job again.
    await vi.waitFor(async () => expect(await armedAt()).toBeGreaterThan(emptiedAt), {
      timeout: 90_000,
      interval: 500,
    });
  }, 300_000);

  it("with chat-api, notifier, the broker and the sidecars killed one after another for two minutes", async () => {
    const { person, webhook } = await started();
    const first = Date.now() + 5_000;
    const ids = await remindAt(
      person,
      Array.from({ length: 240 }, (_, n) => first + n * 500),
    );
    const victims = ["chat-api", "notifier", "kafka", "chat-api-dapr", "notifier-dapr"] as const;
    for (let turn = 0; Date.now() < first + 120_000; turn += 1) {
      await delay(6_000);
      await platform.signal(victims[turn % victims.length] ?? "chat-api", "SIGKILL");
    }
    await vi.waitFor(
      async () => expect((await seenOf(platform, person, ids)).filter((n) => n === 0)).toEqual([]),
      {
        timeout: ALL_TOLD_MS,
        interval: 500,
      },
    );
    await vi.waitFor(() => expect(ids.filter((id) => webhook.toldOf(id).length === 0)).toEqual([]), {
      timeout: ALL_TOLD_MS,
      interval: 500,
    });
    expect(await seenOf(platform, person, ids)).toEqual(ids.map(() => 1));
    // A try whose answer was lost comes again, by the same id: that is what receivers know it by.
    expect(ids.map((id) => new Set(webhook.toldOf(id).map((told) => told.id)).size)).toEqual(
      ids.map(() => 1),
    );
    expect(webhook.told.filter(({ at, remindAt: due }) => at < Date.parse(due))).toEqual([]);
  }, 420_000);
});
