import { taskOf } from "@punctual/chat-api/domain/new-task";
import { createReadHistory } from "@punctual/chat-api/use-cases/history";
import { createNotices } from "@punctual/chat-api/use-cases/notices";
import { APP_IDS } from "@punctual/contracts/apps";
import { newTask } from "@punctual/contracts/task";
import { buildApp as buildNotifier } from "@punctual/notifier/app";
import { buildApp as buildRecurrence } from "@punctual/recurrence/app";
import { createPool } from "@punctual/service-kit/database";
import type { App } from "@punctual/service-kit/http/app";
import { createLogger } from "@punctual/service-kit/logger";
import { afterAll, describe, expect, test } from "vitest";
import { configurations } from "./support/dapr-files.ts";

interface Invocation {
  readonly appId: string;
  readonly method: "GET" | "POST";
  readonly path: string;
}

const silent = createLogger("test", "silent");
// Never connected to: whatever is asked here is refused before.
const pool = createPool("postgres://nobody@127.0.0.1:1/none", silent);
const config = { APP_API_TOKEN: "a token of sixteen", DAPR_HTTP_PORT: 1 };

const apps: Readonly<Record<string, App>> = {
  [APP_IDS.notifier]: await buildNotifier({
    config,
    pool,
    logger: silent,
    dapr: { getSecret: async () => ({}) },
  }),
  [APP_IDS.recurrence]: await buildRecurrence({ config, pool, logger: silent }),
};
afterAll(() => Promise.all(Object.values(apps).map((app) => app.close())));

/** What chat-api invokes, as its use cases say it. */
async function invocations(): Promise<Invocation[]> {
  const seen: Invocation[] = [];
  const dapr = {
    invoke: async (appId: string, method: "GET" | "POST", path: string) => {
      seen.push({ appId, method, path });
      return {};
    },
  };
  const notices = createNotices(dapr);
  const task = taskOf(newTask.parse({ title: "Milk" }), 12, "2026-11-23T09:00:00.000Z");
  const readHistory = createReadHistory(async () => task, dapr);
  // The answer is none, so each of them fails; what was asked is what matters.
  await Promise.allSettled([
    notices.notify({ user_id: "ada", title: "Hello" }),
    notices.redeem("token"),
    readHistory("ada", 12),
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

test("chat-api calls three addresses of other services", () => {
  expect(INVOCATIONS).toHaveLength(3);
});

describe.each(INVOCATIONS)("$method $appId$path", ({ appId, method, path }) => {
  test("is allowed to chat-api by the called sidecar", () => {
    const policies = configurations().find(({ name }) => name === appId)?.accessControl.policies ?? [];
    const allowed = policies
      .filter((policy) => policy.appId === APP_IDS.chatApi)
      .flatMap(({ operations }) => operations)
      .filter((operation) => operation.action === "allow" && operation.httpVerb.includes(method));
    expect(allowed.filter(({ name }) => isOf(name, path))).toHaveLength(1);
  });

  test("is a route there, and one that wants the sidecar's token", async () => {
    const answer = await apps[appId]?.inject({ method, url: path });
    expect(answer?.statusCode).toBe(401);
  });
});

test("nothing is allowed that chat-api doesn't call", () => {
  const allowed = configurations().flatMap(({ name: appId, accessControl }) =>
    accessControl.policies.flatMap(({ operations }) => operations.map(({ name }) => ({ appId, name }))),
  );
  const unused = allowed.filter(
    ({ appId, name }) => !INVOCATIONS.some((call) => call.appId === appId && isOf(name, call.path)),
  );
  expect(unused).toEqual([]);
});
