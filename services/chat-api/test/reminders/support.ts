import type { CloudEvent } from "@punctual/contracts/cloud-event";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import type { Jobs } from "@punctual/service-kit/dapr/jobs";
import type pg from "pg";
import { APP_API_TOKEN, startChatApi } from "../support/app.ts";

/** A reminder as the database keeps it. */
export interface Kept {
  readonly reminder_id: number;
  readonly remind_at: Date;
  readonly state: "waiting" | "fired" | "cancelled";
}

/** What is kept of a task's reminders, in their order in time. */
export async function keptOf(pool: pg.Pool, taskId: number): Promise<Kept[]> {
  const { rows } = await pool.query<Kept>(
    `SELECT reminder_id, remind_at, CASE WHEN fired_at IS NOT NULL THEN 'fired'
       WHEN cancelled_at IS NOT NULL THEN 'cancelled' ELSE 'waiting' END AS state
     FROM reminder WHERE task_id = $1 ORDER BY remind_at, reminder_id`,
    [taskId],
  );
  return rows;
}

/** Instants of those that wait. */
export async function waitingOf(pool: pg.Pool, taskId: number): Promise<string[]> {
  const kept = await keptOf(pool, taskId);
  return kept.filter(({ state }) => state === "waiting").map(({ remind_at }) => remind_at.toISOString());
}

/** chat-api with a broker that only this test sees. */
export async function startReminding() {
  const published: { topic: string; event: CloudEvent; key: string }[] = [];
  let down: Error | undefined;
  const dapr = {
    async publish(_pubsub: string, topic: string, event: CloudEvent, key: string) {
      if (down) throw down;
      published.push({ topic, event, key });
    },
  };
  const chatApi = await startChatApi({ dapr: dapr as unknown as Dapr });
  return {
    ...chatApi,
    published,
    /** Publishing fails from now on, or doesn't. */
    setDown(error: Error | undefined) {
      down = error;
    },
    /** As the sidecar brings a job. */
    bringJob: (name: string, data: object) =>
      chatApi.app.inject({
        method: "POST",
        url: `/job/${name}`,
        headers: { "dapr-api-token": APP_API_TOKEN },
        payload: data,
      }),
  };
}

/** A scheduler that keeps jobs and never brings them. */
export function memoryJobs() {
  const jobs = new Map<string, Date>();
  let down: Error | undefined;
  const client: Jobs = {
    async schedule({ name, dueAt }) {
      if (down) throw down;
      // As Dapr does.
      jobs.set(name, new Date(Math.floor(dueAt.getTime() / 1000) * 1000));
    },
    async get(name) {
      if (down) throw down;
      const dueAt = jobs.get(name);
      return dueAt && { dueAt };
    },
    async delete(name) {
      if (down) throw down;
      jobs.delete(name);
    },
  };
  return {
    jobs,
    client,
    setDown(error: Error | undefined) {
      down = error;
    },
  };
}
