import { describe, expect, it } from "vitest";
import { startChatApi } from "../support/app.ts";
import { daprWith } from "../support/state.ts";

let redeemed: object = {};
const { app, person } = await startChatApi({
  dapr: daprWith({
    async invoke() {
      return redeemed;
    },
  }),
});
const follow = (accept = "application/json") =>
  app.inject({ method: "POST", url: "/api/links/token", headers: { accept } });

async function reminded() {
  const ada = await person();
  const task = await ada.add({ title: "Pay <the> rent", reminders: [{ at: "2097-01-01T00:00:00Z" }] });
  const read = async () => (await ada.ask("GET", `/api/tasks/${task.id}`)).json<Record<string, unknown>>();
  return { user_id: ada.userId, task_id: task.id, read, ada };
}

describe("a link in a notice", () => {
  it("completes its task, also where somebody clicks twice", async () => {
    const { user_id, task_id, read } = await reminded();
    redeemed = { action: "complete", user_id, task_id };
    expect((await follow()).json()).toEqual({ action: "complete", task_id, title: "Pay <the> rent" });
    const { version } = await read();
    expect((await follow()).statusCode).toBe(200);
    expect(await read()).toMatchObject({ status: "done", version });
  });

  it("puts its reminder off", async () => {
    const { user_id, task_id, read } = await reminded();
    redeemed = { action: "snooze", user_id, task_id, reminder_id: 1, snooze: { for: "PT10M" } };
    const { until } = (await follow()).json<{ until: string }>();
    expect(Math.abs(Date.parse(until) - Date.now() - 600_000)).toBeLessThan(60_000);
    expect(await read()).toMatchObject({ reminders: [{ id: 1 }, { at: until, snooze_of: 1 }] });
  });

  it("answers browsers with a page, in which titles are text", async () => {
    const { user_id, task_id } = await reminded();
    redeemed = { action: "complete", user_id, task_id };
    const answer = await follow("text/html,application/xhtml+xml");
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.body).toContain("<p>Done: Pay &lt;the&gt; rent</p>");
  });

  it("does nothing where the task is gone", async () => {
    const { user_id, task_id, ada } = await reminded();
    await ada.ask("DELETE", `/api/tasks/${task_id}`);
    redeemed = { action: "complete", user_id, task_id };
    expect((await follow()).json()).toMatchObject({ status: 404, code: "task_not_found" });
  });
});
