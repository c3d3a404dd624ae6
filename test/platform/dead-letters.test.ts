import { deadLetter } from "@punctual/contracts/dead-letter";
import { beforeEach, describe, expect, inject, it, vi } from "vitest";
import { z } from "zod";
import { breakHandler } from "./support/break-handler.ts";
import { cliOk } from "./support/cli.ts";
import { newPerson, type Person } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";

const listed = z.strictObject({ items: z.array(deadLetter.extend({ app: z.string() })) });
const platform = attachPlatform(inject("platformDataDir"));
let person: Person;
beforeEach(async () => {
  person = await newPerson(platform);
});

async function failures(): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${platform.ports.recurrence}/metrics`)).text();
  const line = /^punctual_events_consumed_total\{[^}]*result="failed"[^}]*\} (\d+)$/m.exec(metrics);
  return Number(line?.[1] ?? 0);
}

async function deadLetters() {
  const text = await cliOk(platform.dataDir, "dead-letters", "list", "--json");
  const { items } = listed.parse(JSON.parse(text));
  return items.filter((letter) => letter.user_id === person.userId);
}

describe("an event whose handler fails", () => {
  it("three times and then succeeds is retried until it is taken", async () => {
    const mend = await breakHandler(platform, person.userId);
    const before = await failures();
    const task = await person.add("Third time lucky");
    await vi.waitFor(async () => expect(await failures()).toBeGreaterThanOrEqual(before + 3), {
      timeout: 20_000,
      interval: 50,
    });
    await mend();
    const { items } = await person.historyOf(task.id, 1, 20_000);
    expect(items).toHaveLength(1);
    expect(await deadLetters()).toEqual([]);
  });

  it("always ends in the dead letters, which are listed with the reason and replayed once it is mended", async () => {
    const mend = await breakHandler(platform, person.userId);
    const task = await person.add("Never");
    const [letter] = await vi.waitFor(
      async () => {
        const letters = await deadLetters();
        expect(letters).toHaveLength(1);
        return letters;
      },
      { timeout: 60_000, interval: 500 },
    );
    expect(letter).toMatchObject({
      app: "recurrence",
      topic: "task-events",
      event_type: "dev.punctual.task.created",
      error: expect.stringContaining("violates check constraint"),
      replayed_at: null,
    });
    expect((await person.history(task.id)).items).toEqual([]);

    await mend();
    await cliOk(platform.dataDir, "dead-letters", "replay", String(letter?.id), "--app", "recurrence");
    expect((await person.history(task.id)).items).toHaveLength(1);
    expect(await deadLetters()).toMatchObject([{ id: letter?.id, replayed_at: expect.any(String) }]);
  });
});
