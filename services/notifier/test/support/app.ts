import { randomBytes } from "node:crypto";
import type { LiveNotice } from "@punctual/contracts/notice";
import { buildApp } from "@punctual/notifier/app";
import { migrations } from "@punctual/notifier/migrations";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { afterAll } from "vitest";
import { createTestDatabase, silent } from "../../../../test/support/postgres-database.ts";

/** The token that the sidecar shows. */
const APP_API_TOKEN = "shown by the sidecar";
/** The signing key as the secret has it. */
export const SIGNING_KEY = randomBytes(32).toString("base64");

/** Notifier on a database of the calling file's own; its secrets come from `secrets`, which a test may change. */
export async function startNotifier(mail: { url: string; from: string } = { url: "", from: "" }) {
  const { pool } = await createTestDatabase(migrations);
  const secrets: { value: Readonly<Record<string, string>> | undefined; asked: string[] } = {
    value: { signingKey: SIGNING_KEY, ...mail },
    asked: [],
  };
  /** What live clients were told. */
  const live: LiveNotice[] = [];
  /** What chat-api says of late reminders; undefined: it can't be reached. */
  const wanted: { value: boolean | undefined } = { value: true };
  const app = await buildApp({
    config: {
      APP_API_TOKEN,
      DAPR_HTTP_PORT: 1,
      PUBLIC_URL: "https://punctual.example",
      WEBHOOK_ALLOWED_NETWORKS: ["127.0.0.0/8"],
    },
    pool,
    logger: silent,
    dapr: {
      async invoke(_appId, _method, path, body) {
        if (path === "/dapr/reminders/wanted") {
          if (wanted.value === undefined) throw new DaprError("invoke", "refused", undefined, undefined);
          return { wanted: wanted.value };
        }
        live.push(body as LiveNotice);
        return {};
      },
      async getSecret(store, name) {
        secrets.asked.push(`${store}/${name}`);
        if (!secrets.value) throw new DaprError("read secret", "connect ECONNREFUSED", undefined, undefined);
        return secrets.value;
      },
    },
  });
  afterAll(() => app.close());
  return {
    app,
    pool,
    secrets,
    live,
    wanted,
    /** Asks as the sidecar does. */
    ask: (url: string, payload: object) =>
      app.inject({ method: "POST", url, payload, headers: { "dapr-api-token": APP_API_TOKEN } }),
    /** The deliveries of a user, oldest first. */
    async deliveriesOf(userId: string) {
      const { rows } = await pool.query<Record<string, unknown>>(
        "SELECT title, body, task_id, remind_at, acknowledged_at FROM notice WHERE user_id = $1 ORDER BY id",
        [userId],
      );
      return rows;
    },
  };
}
