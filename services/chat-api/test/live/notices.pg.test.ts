import { expect, test } from "vitest";
import { readChanges } from "../../src/live/change-log.ts";
import { APP_API_TOKEN, startChatApi } from "../support/app.ts";

const { app, pool, person } = await startChatApi();
const NOTICE = {
  ...{ kind: "reminder", title: "Call Bob", body: "Due today.", task_id: 12 },
  ...{ due_at: null, remind_at: "2026-11-24T09:00:00.000Z" },
};

function tell(user_id: string, delivery: string, token = APP_API_TOKEN) {
  const payload = { user_id, delivery, ...NOTICE };
  return app.inject({ method: "POST", url: "/dapr/notices", headers: { "dapr-api-token": token }, payload });
}

test("a notice reaches the person's streams and list once, however often it is told, and nobody else's", async () => {
  const [ada, bob] = await Promise.all([person(), person()]);
  const answers = await Promise.all([1, 2, 3].map(() => tell(ada.userId, "notice-1")));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  expect((await ada.ask("GET", "/api/notices")).json()).toMatchObject({ items: [NOTICE], next_before: null });
  const { changes } = await readChanges(pool, ada.userId, 0, 10);
  expect(changes).toMatchObject([{ entity: "notice", action: "created", notice: NOTICE }]);
  expect((await bob.ask("GET", "/api/notices")).json()).toEqual({ items: [], next_before: null });
  expect((await ada.events()).map(({ topic }) => topic)).toEqual(["task-updates"]);
});

test("notices are read page by page, the newest first", async () => {
  const ada = await person();
  for (const n of [1, 2, 3]) await tell(ada.userId, `notice-${n}`);
  const first = (await ada.ask("GET", "/api/notices?limit=2")).json<{
    items: { id: number }[];
    next_before: number;
  }>();
  expect(first.items).toHaveLength(2);
  const rest = (await ada.ask("GET", `/api/notices?limit=2&before=${first.next_before}`)).json<
    typeof first
  >();
  expect(rest).toMatchObject({ items: [expect.anything()], next_before: null });
  expect(rest.items[0]?.id).toBeLessThan(first.items[1]?.id ?? 0);
});

test("only the sidecar may tell", async () => {
  const ada = await person();
  expect((await tell(ada.userId, "x", "another token")).statusCode).toBe(401);
});
