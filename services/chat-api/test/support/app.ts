import { createHash, randomUUID } from "node:crypto";
import { buildApp, type Dependencies } from "@punctual/chat-api/app";
import { LIVE_LIMITS, type LiveLimits } from "@punctual/chat-api/live/limits";
import { migrations } from "@punctual/chat-api/migrations";
import { acceptToken } from "@punctual/chat-api/store/tokens";
import type { Task } from "@punctual/contracts/task";
import { createDapr, type Dapr } from "@punctual/service-kit/dapr/client";
import type { App } from "@punctual/service-kit/http/app";
import type { InjectOptions, LightMyRequestResponse as Response } from "fastify";
import type pg from "pg";
import type { Logger } from "pino";
import { afterAll } from "vitest";
import { createTestDatabase, silent, type TestDatabase } from "../../../../test/support/postgres-database.ts";
import { checkAnswers } from "./documented.ts";

/** Nothing listens there: the sidecar is down. */
const CLOSED_PORT = 1;

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** One person with a token of their own, so that tests don't see each other's tasks. */
export interface Person {
  readonly userId: string;
  readonly token: string;
  ask(method: Method, url: string, payload?: InjectOptions["payload"]): Promise<Response>;
  /** Makes a task. */
  add(draft: object): Promise<Task>;
  /** The person's events in the outbox, oldest first. */
  events(): Promise<{ topic: string; event: Record<string, unknown> & { data: Record<string, unknown> } }[]>;
}

/** chat-api on a database of the calling file's own. */
export interface ChatApi {
  readonly app: App;
  readonly pool: pg.Pool;
  readonly database: TestDatabase;
  person(): Promise<Person>;
}

/** Shown by the sidecar. */
export const APP_API_TOKEN = "shown by the sidecar";

/** What chat-api is configured with where a test doesn't say: no issuer, and limits that no test reaches. */
export const CONFIG: Dependencies["config"] = {
  APP_API_TOKEN,
  DAPR_HTTP_PORT: CLOSED_PORT,
  PUBLIC_URL: "https://punctual.example",
  CORS_ORIGINS: [],
  TRUSTED_PROXIES: 0,
  RATE_LIMIT_PER_MINUTE: 1_000_000,
};

/** What a test may say of its chat-api. */
interface Given {
  readonly dapr?: Dapr;
  readonly logger?: Logger;
  readonly config?: Partial<Dependencies["config"]>;
  /** Another replica's. */
  readonly database?: TestDatabase;
  readonly liveLimits?: Partial<LiveLimits>;
}

/** Makes chat-api; its sidecar is down unless `dapr` stands in for it. */
export async function startChatApi(given: Given = {}): Promise<ChatApi> {
  const database = given.database ?? (await createTestDatabase(migrations));
  const { pool } = database;
  const app = await buildApp({
    config: { ...CONFIG, ...given.config },
    pool,
    dapr: given.dapr ?? createDapr({ port: CLOSED_PORT, apiToken: "shown to the sidecar" }),
    logger: given.logger ?? silent,
    liveLimits: { ...LIVE_LIMITS, ...given.liveLimits },
  });
  afterAll(() => app.close());
  checkAnswers(app);
  return { app, pool, database, person: () => newPerson(app, pool) };
}

async function newPerson(app: App, pool: pg.Pool): Promise<Person> {
  const userId = `user-${randomUUID()}`;
  const token = `token-${randomUUID()}`;
  await acceptToken(pool, userId, createHash("sha256").update(token).digest("hex"));
  const headers = { authorization: `Bearer ${token}` };
  const ask: Person["ask"] = (method, url, payload) => {
    const options: InjectOptions = { method, url, headers };
    return app.inject(payload === undefined ? options : { ...options, payload });
  };
  return {
    userId,
    token,
    ask,
    async add(draft) {
      const answer = await ask("POST", "/api/tasks", draft);
      if (answer.statusCode !== 201) throw new Error(`no task was made: ${answer.body}`);
      const { undo_token: _, ...task } = answer.json<Task & { undo_token: string }>();
      return task;
    },
    async events() {
      const { rows } = await pool.query<Awaited<ReturnType<Person["events"]>>[number]>(
        "SELECT topic, event FROM outbox WHERE user_id = $1 ORDER BY sequence",
        [userId],
      );
      return rows;
    },
  };
}
