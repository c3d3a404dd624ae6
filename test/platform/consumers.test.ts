import { randomUUID } from "node:crypto";
import { TASK_EVENTS } from "@punctual/contracts/topics";
import { describe, expect, inject, it, vi } from "vitest";
import { newPerson } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";
import { startProbe } from "./support/probe.ts";

const platform = attachPlatform(inject("platformDataDir"));

describe("a second consumer app", () => {
  it("gets every event that recurrence gets, also those from before its group first joined", async () => {
    const person = await newPerson(platform);
    const before = await person.add("Before the probe joined");
    await person.historyOf(before.id, 1);

    const probe = await startProbe(platform, `probe-${randomUUID()}`, TASK_EVENTS.name);
    try {
      const during = await person.add("While both listen");
      await person.historyOf(during.id, 1);
      const seen = () =>
        probe.events
          .filter((event) => (event.data as { user_id?: string }).user_id === person.userId)
          .map((event) => (event.data as { task_id: number }).task_id);
      await vi.waitFor(() => expect(seen()).toEqual([before.id, during.id]), { timeout: 20_000 });
    } finally {
      await probe.stop();
    }
  });

  it("sees CloudEvents with our id, type and subject, and the seed's fields in their data", async () => {
    const person = await newPerson(platform);
    const probe = await startProbe(platform, `probe-${randomUUID()}`, TASK_EVENTS.name);
    try {
      const task = await person.add("As on the wire");
      const event = await vi.waitFor(
        () => probe.events.find(({ subject }) => subject === `task/${task.id}`) ?? Promise.reject("not yet"),
        { timeout: 20_000 },
      );
      expect(event).toMatchObject({
        type: "dev.punctual.task.created",
        source: "chat-api",
        data: {
          event_id: event.id,
          event_type: "created",
          task_id: task.id,
          user_id: person.userId,
          timestamp: task.updated_at,
          task_data: task,
        },
      });
    } finally {
      await probe.stop();
    }
  });
});
