import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { person } = await startChatApi();

describe("people", () => {
  test("see who they are", async () => {
    const ada = await person();
    const answer = (await ada.ask("GET", "/api/me")).json();
    expect(answer).toMatchObject({ id: ada.userId, name: null, email: null, time_zone: null });
  });

  test("change their name and zone, and take them back", async () => {
    const ada = await person();
    const changed = await ada.ask("PATCH", "/api/me", { name: " Ada ", time_zone: "Europe/London" });
    expect([changed.statusCode, changed.json()]).toEqual([
      200,
      expect.objectContaining({ name: "Ada", time_zone: "Europe/London" }),
    ]);
    await ada.ask("PATCH", "/api/me", { name: null });
    expect((await ada.ask("GET", "/api/me")).json()).toMatchObject({
      name: null,
      time_zone: "Europe/London",
    });
  });

  test.each<[object, string]>([
    [{}, "(body)"],
    [{ email: "a@example.com" }, "email"],
    [{ id: "somebody" }, "id"],
    [{ time_zone: "Berlin" }, "time_zone"],
    [{ time_zone: "+01:00" }, "time_zone"],
    [{ name: "" }, "name"],
    [{ name: "a\0b" }, "name"],
  ])("%j is refused", async (patch, field) => {
    const answer = await (await person()).ask("PATCH", "/api/me", patch);
    expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, field]);
  });

  test("change nobody else", async () => {
    const [ada, grace] = [await person(), await person()];
    await ada.ask("PATCH", "/api/me", { name: "Ada" });
    expect((await grace.ask("GET", "/api/me")).json()).toMatchObject({ id: grace.userId, name: null });
  });
});
