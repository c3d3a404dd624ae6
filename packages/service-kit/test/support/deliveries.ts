import { type Consumer, defineConsumer } from "@punctual/service-kit/consume/consumer";
import { deliveriesPlugin } from "@punctual/service-kit/consume/deliveries";
import { daprChannelPlugin } from "@punctual/service-kit/dapr/channel";
import type { App } from "@punctual/service-kit/http/app";
import type pg from "pg";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { testApp } from "./app.ts";

/** The token that the sidecar shows. */
const APP_API_TOKEN = "shown by the sidecar";
const TABLE = "CREATE TABLE IF NOT EXISTS taken (label text)";

/** Something that happened, as the sidecar delivers it. */
export function thing(id: string, data: object, more: object = {}): object {
  return { specversion: "1.0", id, source: "test", type: "dev.punctual.thing", data, ...more };
}

/**
 * An app that consumes `things` at /dapr/things by writing down their labels; `fail` may throw instead, after that.
 * Deliveries go to another database where one is given.
 */
export async function consumingApp(
  pool: pg.Pool,
  fail: (label: string) => void = () => {},
  deliverTo: pg.Pool = pool,
) {
  await pool.query(TABLE);
  const consumer: Consumer = defineConsumer({
    topic: "things",
    path: "/dapr/things",
    schema: z.looseObject({ label: z.string() }),
    async handle(transaction, { label }) {
      await transaction.query("INSERT INTO taken (label) VALUES ($1)", [label]);
      fail(label);
    },
  });
  const app: App = await testApp({ db: pool });
  await app.register(daprChannelPlugin);
  await app.register(deliveriesPlugin, {
    consumers: [consumer],
    pool: deliverTo,
    appApiToken: APP_API_TOKEN,
  });
  onTestFinished(() => app.close());

  const headers = { "dapr-api-token": APP_API_TOKEN };
  return {
    app,
    /** Delivers an event as the sidecar does. */
    deliver: (payload: unknown, url = "/dapr/things") =>
      app.inject({
        method: "POST",
        url,
        payload: typeof payload === "string" ? payload : JSON.stringify(payload),
        headers: { ...headers, "content-type": "application/cloudevents+json" },
      }),
    /** What operators see. */
    async deadLetters() {
      const answer = await app.inject({ url: "/dead-letters", headers });
      return answer.json<{ items: Record<string, unknown>[] }>().items;
    },
    replay: (id: unknown) =>
      app.inject({ method: "POST", url: `/dead-letters/${String(id)}/replay`, headers }),
    /** How often a label was taken. */
    async taken(label: string) {
      const { rows } = await pool.query<{ n: number }>("SELECT count(*) AS n FROM taken WHERE label = $1", [
        label,
      ]);
      return rows[0]?.n;
    },
  };
}
