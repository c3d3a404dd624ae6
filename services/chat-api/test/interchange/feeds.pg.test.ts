import { describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const api = await startChatApi();

interface Made {
  readonly id: number;
  readonly url: string;
}

async function make(
  person: Person,
  body: object = { name: "Phone" },
): Promise<Made & { readonly path: string }> {
  const answer = await person.ask("POST", "/api/feeds", body);
  expect(answer.statusCode).toBe(201);
  const made = answer.json<Made>();
  return { ...made, path: new URL(made.url).pathname };
}
const fetchFeed = (url: string, headers: Record<string, string> = {}) =>
  api.app.inject({ method: "GET", url, headers });

describe("a feed", () => {
  test("shows open tasks to whoever has its address, and to nobody else", async () => {
    const [person, other] = [await api.person(), await api.person()];
    await person.add({ title: "Mine", due_at: "2026-11-23T08:00:00Z", time_zone: "Europe/Berlin" });
    const done = await person.add({ title: "Done" });
    await person.ask("POST", `/api/tasks/${done.id}/complete`);
    await other.add({ title: "Theirs" });
    const { url, path } = await make(person);
    expect(url).toMatch(/^https:\/\/punctual\.example\/feeds\/[0-9a-f]{64}\.ics$/);
    const answer = await fetchFeed(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": "text/calendar; charset=utf-8",
      "cache-control": "private, no-cache",
    });
    expect(answer.body).toContain("SUMMARY:Mine");
    expect(answer.body).toContain("DUE;TZID=Europe/Berlin:20261123T090000");
    expect(answer.body).not.toMatch(/Done|Theirs/);
  });

  test("has what its query says", async () => {
    const person = await api.person();
    await person.add({ title: "Near", tags: ["home"] });
    await person.add({ title: "Far" });
    const { path } = await make(person, { name: "Home", query: "tag:home", time_zone: "Europe/Berlin" });
    const { body } = await fetchFeed(path);
    expect(body).toContain("SUMMARY:Near");
    expect(body).not.toContain("SUMMARY:Far");
  });

  test("comes as events too", async () => {
    const person = await api.person();
    await person.add({ title: "Timed", due_at: "2026-11-23T08:00:00Z", estimate: "PT45M" });
    await person.add({ title: "Whole day", due_date: "2026-11-24" });
    await person.add({ title: "Some day" });
    const { path } = await make(person);
    const { body } = await fetchFeed(`${path}?as=events`);
    expect(body.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(body).toContain("DTSTART:20261123T080000Z\r\nDURATION:PT45M");
    expect(body).toContain("DTSTART;VALUE=DATE:20261124");
    expect(body).not.toMatch(/VTODO|Some day/);
  });

  test("isn't sent again until something has changed", async () => {
    const person = await api.person();
    const { path } = await make(person);
    let etag = "";
    let again = await fetchFeed(path);
    // The hour is part of the tag: it may turn just now.
    while (again.headers.etag !== etag) {
      etag = String(again.headers.etag);
      again = await fetchFeed(path, { "if-none-match": etag });
    }
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe("");
    await person.add({ title: "New" });
    const changed = await fetchFeed(path, { "if-none-match": etag });
    expect(changed.statusCode).toBe(200);
    expect(changed.body).toContain("SUMMARY:New");
  });

  test("is listed with its last use and without its secret, and revoked", async () => {
    const [person, other] = [await api.person(), await api.person()];
    const { id, path } = await make(person);
    const items = async () => (await person.ask("GET", "/api/feeds")).json<{ items: object[] }>().items;
    expect(await items()).toMatchObject([{ id, name: "Phone", query: null, last_used_at: null }]);
    await fetchFeed(path);
    const [used] = await items();
    expect(used).toMatchObject({ last_used_at: expect.any(String) });
    expect(JSON.stringify(used)).not.toContain(path.slice(7, 40));
    expect((await other.ask("GET", "/api/feeds")).json()).toEqual({ items: [] });
    expect((await other.ask("DELETE", `/api/feeds/${id}`)).statusCode).toBe(404);
    expect((await person.ask("DELETE", `/api/feeds/${id}`)).statusCode).toBe(204);
    const answer = await fetchFeed(path);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers["cache-control"]).toBe("private, no-cache");
  });

  test("is kept as a hash only", async () => {
    const { path } = await make(await api.person());
    const { rows } = await api.pool.query("SELECT feed::text AS row FROM feed");
    expect(JSON.stringify(rows)).not.toContain(path.slice(7, 40));
  });
});

test.each([`/feeds/${"0".repeat(64)}.ics`, `/feeds/${"0".repeat(64)}`, "/feeds/x.ics", "/feeds/..ics"])(
  "%s is not found",
  async (url) => {
    expect((await fetchFeed(url)).statusCode).toBe(404);
  },
);

test.each([
  { name: "" },
  {},
  { name: "a", query: "priorty:high" },
  { name: "a", time_zone: "Mars" },
  { name: "a", secret: "x" },
])("%j makes no feed", async (body) => {
  const person = await api.person();
  expect((await person.ask("POST", "/api/feeds", body)).statusCode).toBe(400);
  expect((await person.ask("GET", "/api/feeds")).json()).toEqual({ items: [] });
});
