import { randomUUID } from "node:crypto";
import type { NextOccurrence } from "@punctual/contracts/occurrences";
import { buildApp } from "@punctual/recurrence/app";
import { migrations } from "@punctual/recurrence/migrations";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createTestDatabase, silent } from "../../../test/support/postgres-database.ts";

const APP_API_TOKEN = "shown by the sidecar";
const { pool } = await createTestDatabase(migrations);

/** What chat-api is asked, and what it answers. */
let asked: NextOccurrence[] = [];
let answer: (wanted: NextOccurrence) => unknown = () => ({ result: "made", task_id: 1 });
const dapr: Pick<Dapr, "invoke"> = {
  async invoke(appId, method, path, body) {
    expect([appId, method, path]).toEqual(["chat-api", "POST", "/dapr/next-occurrence"]);
    asked.push(body as NextOccurrence);
    return answer(body as NextOccurrence);
  },
};
// Two replicas share the work.
const config = { APP_API_TOKEN, DAPR_HTTP_PORT: 1 };
const apps = [
  await buildApp({ config, pool, dapr, logger: silent }),
  await buildApp({ config, pool, dapr, logger: silent }),
];
afterAll(() => Promise.all(apps.map((app) => app.close())));
beforeEach(() => {
  asked = [];
  answer = () => ({ result: "made", task_id: 1 });
});

let lastId = 0;
function completed(more: object = {}, type = "completed") {
  lastId += 1;
  const task = {
    ...{
      id: lastId,
      title: "Stretch",
      status: "done",
      due_at: null,
      due_date: "2026-11-23",
      time_zone: null,
    },
    completed_at: "2026-11-23T12:00:00.000Z",
    recurrence: { rrule: "FREQ=DAILY", mode: "schedule", exdates: [], rdates: [] },
    series: { id: lastId, start: "2026-11-23", occurrence: "2026-11-23", number: 1, missed: 0 },
    ...more,
  };
  const id = randomUUID();
  const data = {
    ...{ event_id: id, event_type: type, task_id: task.id, task_data: task, user_id: "ada" },
    ...{ timestamp: "2026-11-23T12:00:00.000Z", version: 2 },
  };
  return { specversion: "1.0", id, source: "chat-api", type: `dev.punctual.task.${type}`, data };
}

async function deliver(event: object, replica = 0): Promise<void> {
  const answered = await apps[replica]?.inject({
    method: "POST",
    url: "/dapr/task-events",
    payload: JSON.stringify(event),
    headers: { "dapr-api-token": APP_API_TOKEN, "content-type": "application/cloudevents+json" },
  });
  expect(answered?.statusCode).toBe(200);
}

const waiting = async () =>
  (
    await pool.query<{ task_id: number; tries: number; error: string | null }>(
      "SELECT task_id, tries, error FROM wanted_occurrence ORDER BY task_id",
    )
  ).rows;

async function counted(result: string): Promise<number> {
  let sum = 0;
  for (const app of apps) {
    const { body } = await app.inject({ url: "/metrics" });
    sum += Number(
      new RegExp(`punctual_next_occurrences_total\\{result="${result}"[^}]*\\} (\\d+)`).exec(body)?.[1],
    );
  }
  return sum;
}

describe("a completed task that recurs", () => {
  test("is followed: chat-api is asked for its next occurrence", async () => {
    const event = completed();
    await deliver(event);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(asked).toEqual([
      {
        ...{ user_id: "ada", after: event.data.task_id, completed_at: "2026-11-23T12:00:00.000Z" },
        ...{ occurrence: "2026-11-24", due_at: null, due_date: "2026-11-24", number: 2, missed: 0 },
      },
    ]);
    await vi.waitFor(async () => expect(await waiting()).toEqual([]));
  });

  test("told twice, to two replicas, is asked for once", async () => {
    const event = completed();
    await Promise.all([deliver(event, 0), deliver(event, 1)]);
    await vi.waitFor(async () => expect(await waiting()).toEqual([]));
    expect(asked).toHaveLength(1);
  });

  test("is asked for again until chat-api answers", async () => {
    let failures = 2;
    answer = () => {
      failures -= 1;
      if (failures >= 0) throw new DaprError("invoke chat-api", "503 away", 503, "away");
      return { result: "exists", task_id: 7 };
    };
    const before = await counted("exists");
    await deliver(completed());
    await vi.waitFor(async () =>
      expect(await waiting()).toMatchObject([{ error: expect.stringContaining("503") }]),
    );
    await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 10_000 });
    expect(asked).toHaveLength(3);
    expect(await counted("exists")).toBe(before + 1);
    expect(await counted("failed")).toBe(2);
  });

  test("holds up no other while it fails", async () => {
    const bad = completed();
    answer = ({ after }) => {
      if (after === bad.data.task_id) throw new DaprError("invoke chat-api", "500 broken", 500, "broken");
      return { result: "made", task_id: 1 };
    };
    await deliver(bad);
    const good = completed();
    await deliver(good);
    await vi.waitFor(() => expect(asked.map(({ after }) => after)).toContain(good.data.task_id));
    await vi.waitFor(async () =>
      expect((await waiting()).map(({ task_id }) => task_id)).toEqual([bad.data.task_id]),
    );
    await pool.query("DELETE FROM wanted_occurrence");
  });

  test("that others were working at when they died is taken over", async () => {
    await pool.query(
      `INSERT INTO wanted_occurrence (task_id, completed_at, user_id, task, not_before)
       VALUES (9001, '2026-11-23T12:00:00Z', 'ada', $1, now() + interval '1 second')`,
      [JSON.stringify({ ...completed().data.task_data, id: 9001 })],
    );
    await vi.waitFor(() => expect(asked.map(({ after }) => after)).toEqual([9001]), { timeout: 10_000 });
  });
});

describe("nothing is asked for", () => {
  test.each([
    [
      "a series that has ended",
      { recurrence: { rrule: "FREQ=DAILY;COUNT=1", mode: "schedule", exdates: [], rdates: [] } },
      "ended",
    ],
    [
      "a rule that can't be expanded",
      { recurrence: { rrule: "FREQ=DAILY;BYHOUR=9", mode: "schedule", exdates: [], rdates: [] } },
      "refused",
    ],
  ])("after %s", async (_, more, result) => {
    const before = await counted(result);
    await deliver(completed(more));
    await vi.waitFor(async () => expect(await counted(result)).toBe(before + 1));
    expect(await waiting()).toEqual([]);
    expect(asked).toEqual([]);
  });

  test("after a task that doesn't recur, or another event", async () => {
    await deliver(completed({ recurrence: null }));
    await deliver(completed({}, "updated"));
    expect(await waiting()).toEqual([]);
    expect(asked).toEqual([]);
  });
});

test("how many wait, and for how long, is shown", async () => {
  await pool.query(
    `INSERT INTO wanted_occurrence (task_id, completed_at, user_id, task, not_before)
     VALUES (9002, now() - interval '90 seconds', 'ada', '{}', now() + interval '1 hour')`,
  );
  const { body } = (await apps[0]?.inject({ url: "/metrics" })) ?? { body: "" };
  expect(body).toMatch(/punctual_next_occurrences_waiting\{[^}]*\} 1/);
  expect(
    Number(/punctual_next_occurrence_age_seconds\{[^}]*\} ([\d.]+)/.exec(body)?.[1]),
  ).toBeGreaterThanOrEqual(90);
  await pool.query("DELETE FROM wanted_occurrence");
});
