import { randomUUID } from "node:crypto";
import { TASK_UPDATES } from "@punctual/contracts/topics";
import { createJobs } from "@punctual/service-kit/dapr/jobs";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { attachPlatform } from "./support/platform.ts";
import { type Probe, startProbe } from "./support/probe.ts";

const platform = attachPlatform(inject("platformDataDir"));
let probe: Probe;
beforeAll(async () => {
  probe = await startProbe(platform, `probe-${randomUUID()}`, TASK_UPDATES.name);
});
afterAll(() => probe.stop());

const HOUR_MS = 60 * 60 * 1000;

describe("the Jobs client", () => {
  it("schedules a job that comes back to its app with its data, not before it is due", async () => {
    const jobs = createJobs(probe.sidecar);
    const name = `reminder-${randomUUID()}`;
    const dueAt = new Date(Date.now() + 1_500);
    await jobs.schedule({ name, dueAt, data: { task_id: 7 } });
    const fired = await vi.waitFor(
      () => probe.jobs.find((job) => job.name === name) ?? Promise.reject("not fired"),
      { timeout: 20_000 },
    );
    // Dapr keeps due times in whole seconds.
    expect(fired.at.getTime()).toBeGreaterThanOrEqual(Math.floor(dueAt.getTime() / 1000) * 1000);
    expect(JSON.stringify(fired.data)).toContain('"task_id":7');
  });

  it("reads a job by name, replaces it, deletes it, and knows when there is none", async () => {
    const jobs = createJobs(probe.sidecar);
    const name = `reminder-${randomUUID()}`;
    expect(await jobs.get(name)).toBeUndefined();
    await jobs.schedule({ name, dueAt: new Date(Date.now() + HOUR_MS), data: {} });
    const later = new Date(Math.floor((Date.now() + 2 * HOUR_MS) / 1000) * 1000);
    await jobs.schedule({ name, dueAt: later, data: {} });
    expect((await jobs.get(name))?.dueAt).toEqual(later);
    await jobs.delete(name);
    expect(await jobs.get(name)).toBeUndefined();
    await jobs.delete(name);
  });

  it("throws when the sidecar can't be reached", async () => {
    const jobs = createJobs({ port: 1, apiToken: "irrelevant-here" });
    await expect(jobs.schedule({ name: "x", dueAt: new Date(), data: {} })).rejects.toThrow(
      /Dapr: POST job x/,
    );
  });
});
