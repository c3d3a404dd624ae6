import { describe, expect, it } from "vitest";
import { APP_API_TOKEN } from "../support/app.ts";
import { startReminding } from "./support.ts";

const { person, bringJob, app, published } = await startReminding();
const DUE = "2097-03-28T09:00:00.000Z";
const AT = "2097-03-28T08:30:00.000Z";

async function withTask() {
  const ada = await person();
  const task = await ada.add({ title: "Pay", due_at: DUE, reminders: [{ before: "PT30M", of: "due" }] });
  const url = `/api/tasks/${task.id}`;
  const wanted = async (more: object = {}) => {
    const answer = await app.inject({
      method: "POST",
      url: "/dapr/reminders/wanted",
      headers: { "dapr-api-token": APP_API_TOKEN },
      payload: { user_id: ada.userId, task_id: task.id, reminder_id: 1, remind_at: AT, ...more },
    });
    expect(answer.statusCode).toBe(200);
    return answer.json<{ wanted: boolean }>().wanted;
  };
  return { ada, url, wanted };
}

describe("a reminder that fired is still wanted", () => {
  it("while its task is open and has it at that time", async () => {
    const { ada, url, wanted } = await withTask();
    expect(await wanted()).toBe(true);
    expect(await wanted({ reminder_id: null })).toBe(true);
    expect(await wanted({ remind_at: "2097-03-28T08:31:00.000Z" })).toBe(false);
    expect(await wanted({ user_id: "somebody-else" })).toBe(false);
    await ada.ask("PATCH", url, { title: "Pay the rent" });
    expect(await wanted()).toBe(true);
  });

  it.each<[string, "POST" | "PATCH" | "DELETE", string, object | undefined]>([
    ["it was completed", "POST", "/complete", undefined],
    ["it was deleted", "DELETE", "", undefined],
    ["it moved", "PATCH", "", { due_at: "2097-03-29T09:00:00.000Z" }],
    ["it was put off", "POST", "/snooze", { reminder_id: 1, until: "2097-03-28T12:00:00.000Z" }],
    ["it was taken away", "PATCH", "", { reminders: [] }],
  ])("but not once %s", async (_what, method, path, body) => {
    const { ada, url, wanted } = await withTask();
    expect((await ada.ask(method, url + path, body)).statusCode).toBeLessThan(300);
    expect(await wanted()).toBe(false);
  });
});

it("quiet hours of its owner come with a reminder, by their clock", async () => {
  const ada = await person();
  const hours = { from: "22:00", until: "07:00" };
  const patched = await ada.ask("PATCH", "/api/me", { quiet_hours: hours, time_zone: "Asia/Tokyo" });
  expect(patched.json()).toMatchObject({ quiet_hours: hours });
  const at = new Date(Date.now() + 200).toISOString();
  const task = await ada.add({ title: "Call Bob", reminders: [{ at }] });
  await bringJob("any", { task_id: task.id, reminder_id: 1, remind_at: at });
  const event = () => published.find(({ event: { subject } }) => subject === `task/${task.id}`)?.event;
  expect(event()?.data).toMatchObject({ quiet_hours: { ...hours, time_zone: "Asia/Tokyo" } });
  expect((await ada.ask("PATCH", "/api/me", { quiet_hours: null })).json()).toMatchObject({
    quiet_hours: null,
  });
  const wrong = await ada.ask("PATCH", "/api/me", { quiet_hours: { from: "22:00", until: "25:00" } });
  expect(wrong.json()).toMatchObject({ status: 400, errors: [{ field: "quiet_hours.until" }] });
});
