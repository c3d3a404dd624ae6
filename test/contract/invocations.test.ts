import { buildApp as buildChatApi } from "@punctual/chat-api/app";
import { taskOf } from "@punctual/chat-api/domain/new-task";
import { createChannels } from "@punctual/chat-api/use-cases/channels";
import { createReadHistory } from "@punctual/chat-api/use-cases/history";
import { createNotices } from "@punctual/chat-api/use-cases/notices";
import { createTold } from "@punctual/chat-api/use-cases/reminders/told";
import { APP_IDS } from "@punctual/contracts/apps";
import { newTask } from "@punctual/contracts/task";
import { buildApp as buildNotifier } from "@punctual/notifier/app";
import { createLiveChannel } from "@punctual/notifier/channels/live/live";
import { createJudge } from "@punctual/notifier/sending/judge";
import type { Sending } from "@punctual/notifier/store/sending";
import { buildApp as buildRecurrence } from "@punctual/recurrence/app";
import { askForNext } from "@punctual/recurrence/next/ask";
import { createDapr } from "@punctual/service-kit/dapr/client";
import { createPool } from "@punctual/service-kit/database";
import type { App } from "@punctual/service-kit/http/app";
import { createLogger } from "@punctual/service-kit/logger";
import { afterAll, describe, expect, test } from "vitest";
import { CONFIG as CHAT_API_CONFIG } from "../../services/chat-api/test/support/app.ts";
import { messageOf } from "../../services/notifier/test/channels/support/message.ts";
import { configurations } from "./support/dapr-files.ts";

interface Invocation {
  readonly caller: string;
  readonly appId: string;
  readonly method: "GET" | "POST";
  readonly path: string;
}

const silent = createLogger("test", "silent");
// Never connected to: whatever is asked here is refused before.
const pool = createPool("postgres://nobody@127.0.0.1:1/none", silent);
const config = {
  APP_API_TOKEN: "a token of sixteen",
  DAPR_HTTP_PORT: 1,
  PUBLIC_URL: "https://punctual.example",
  WEBHOOK_ALLOWED_NETWORKS: [],
};
const noDapr = createDapr({ port: 1, apiToken: "none" });

const apps: Readonly<Record<string, App>> = {
  [APP_IDS.chatApi]: await buildChatApi({ config: CHAT_API_CONFIG, pool, dapr: noDapr, logger: silent }),
  [APP_IDS.notifier]: await buildNotifier({
    config,
    pool,
    logger: silent,
    dapr: { getSecret: async () => ({}), invoke: async () => ({}) },
  }),
  [APP_IDS.recurrence]: await buildRecurrence({ config, pool, dapr: noDapr, logger: silent }),
};
afterAll(() => Promise.all(Object.values(apps).map((app) => app.close())));

/** What services invoke, as their own code says it. */
async function invocations(): Promise<Invocation[]> {
  const seen: Invocation[] = [];
  const daprOf = (caller: string) => ({
    invoke: async (appId: string, method: "GET" | "POST", path: string) => {
      seen.push({ caller, appId, method, path });
      return {};
    },
  });
  const now = "2026-11-23T09:00:00.000Z";
  const draft = newTask.parse({
    title: "Milk",
    due_date: "2026-11-23",
    recurrence: { rrule: "FREQ=DAILY" },
  });
  const task = taskOf(draft, 12, now);
  const dapr = daprOf(APP_IDS.chatApi);
  const notices = createNotices(dapr);
  const channels = createChannels(dapr);
  const told = createTold(dapr);
  const readHistory = createReadHistory(async () => task, dapr);
  const wanted = { task_id: 12, user_id: "ada", completed_at: new Date(now), task, tries: 0 };
  const lateSending: Sending = {
    ...{
      id: 1,
      notice_id: 1,
      channel_id: 1,
      attempts: 2,
      failures: 1,
      kind: "reminder",
      title: "Milk",
      body: "",
    },
    ...{
      user_id: "ada",
      task_id: 12,
      reminder_id: 1,
      channel_kind: "webhook",
      config: {},
      quiet_hours: null,
    },
    ...{ due_at: null, remind_at: new Date(now), delivered_at: new Date(now), expires_at: new Date(now) },
  };
  // The answer is none, so each of them fails; what was asked is what matters.
  await Promise.allSettled([
    notices.notify({ user_id: "ada", title: "Hello" }),
    notices.redeem("token"),
    readHistory("ada", 12),
    told.list("ada", 12),
    told.acknowledge("ada", 12),
    told.lag(),
    channels.list("ada"),
    channels.make("ada", { kind: "webhook", url: "https://hooks.example", format: "standard" }),
    channels.change("ada", 12, { enabled: false }),
    channels.delete("ada", 12),
    channels.test("ada", 12),
    askForNext(daprOf(APP_IDS.recurrence), wanted),
    createJudge(daprOf(APP_IDS.notifier))(lateSending, new Date(now)),
    createLiveChannel(daprOf(APP_IDS.notifier)).send(
      messageOf(),
      { user_id: "ada" },
      AbortSignal.timeout(1000),
    ),
  ]);
  return seen;
}

/** Whether an operation of Dapr's access control is of this path: `*` is one segment, `**` any number. */
function isOf(operation: string, path: string): boolean {
  const pattern = operation
    .split("**")
    .map((part) => part.replaceAll("*", "[^/]*"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(path);
}

const INVOCATIONS = await invocations();

test("fourteen addresses of other services are called", () => {
  expect(INVOCATIONS).toHaveLength(14);
});

describe.each(INVOCATIONS)("$caller calling $method $appId$path", ({ caller, appId, method, path }) => {
  test("is allowed by the called sidecar", () => {
    const policies = configurations().find(({ name }) => name === appId)?.accessControl.policies ?? [];
    const allowed = policies
      .filter((policy) => policy.appId === caller)
      .flatMap(({ operations }) => operations)
      .filter((operation) => operation.action === "allow" && operation.httpVerb.includes(method));
    expect(allowed.filter(({ name }) => isOf(name, path))).toHaveLength(1);
  });

  test("is a route there, and one that wants the sidecar's token", async () => {
    const answer = await apps[appId]?.inject({ method, url: path });
    expect(answer?.statusCode).toBe(401);
  });
});

test("nothing is allowed that nobody calls", () => {
  const allowed = configurations().flatMap(({ name: appId, accessControl }) =>
    accessControl.policies.flatMap(({ appId: caller, operations }) =>
      operations.map(({ name }) => ({ caller, appId, name })),
    ),
  );
  const unused = allowed.filter(
    ({ caller, appId, name }) =>
      !INVOCATIONS.some((call) => call.caller === caller && call.appId === appId && isOf(name, call.path)),
  );
  expect(unused).toEqual([]);
});
