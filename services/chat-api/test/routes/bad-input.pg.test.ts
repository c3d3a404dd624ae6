import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { app, person, pool } = await startChatApi();
const { token, userId } = await person();
const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };

const send = (payload: string | Buffer, more: Record<string, string> = {}) =>
  app.inject({ method: "POST", url: "/api/tasks", payload, headers: { ...headers, ...more } });
const tasks = async () => {
  const { rows } = await pool.query("SELECT FROM task WHERE user_id = $1", [userId]);
  return rows.length;
};

/** Sends bytes to the port and reads until the other side ends. */
async function raw(text: string, more: Buffer[] = []): Promise<string> {
  const socket = connect(Number(address.port), "127.0.0.1");
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  socket.once("close", () => resolve());
  let answer = "";
  socket.on("data", (chunk: Buffer) => {
    answer += chunk.toString();
  });
  // It may end while we still send: that is what is wanted.
  socket.on("error", () => {});
  socket.write(text);
  for (const each of more) {
    if (socket.destroyed || answer !== "") break;
    const { promise: sent, resolve: done } = Promise.withResolvers<void>();
    socket.write(each, () => done());
    await Promise.race([sent, closed]);
  }
  await closed;
  return answer;
}

describe("a body", () => {
  test.each<[string, string | Buffer, string]>([
    ["that isn't UTF-8", Buffer.from('{"title":"caf\xe9"}', "latin1"), "UTF-8"],
    ["with a field twice", '{"title":"a","title":"b"}', "title"],
    ["with a nested field twice", '{"title":"a","recurrence":{"rrule":"x","rrule":"y"}}', "recurrence.rrule"],
    ["with a field twice, once escaped", '{"title":"a","t\\u0069tle":"b"}', "title"],
    ["with __proto__", '{"title":"a","__proto__":{"admin":true}}', "__proto__"],
    ["with constructor", '{"title":"a","constructor":{"prototype":{}}}', "constructor"],
    ["10,000 levels deep", `{"title":${"[".repeat(10_000)}${"]".repeat(10_000)}}`, "levels"],
    ["that isn't JSON", "{title:1}", "JSON"],
  ])("%s is a 400 that says so, and nothing is written", async (_what, payload, says) => {
    const answer = await send(payload);
    expect(answer.json()).toMatchObject({ status: 400, code: "bad_request" });
    expect(answer.json<{ detail: string }>().detail).toContain(says);
    expect(await tasks()).toBe(0);
  });

  test.each<[string, object, string]>([
    ["of another type", { title: 5 }, "title"],
    ["an empty title", { title: "" }, "title"],
    ["a title of blanks", { title: "  " }, "title"],
    ["a title of 10,000 characters", { title: "x".repeat(10_000) }, "title"],
    ["a title with a control character", { title: "a\u0007b" }, "title"],
    ["half a character", { title: "a\ud800" }, "title"],
    ["notes with U+0000", { title: "a", notes: "\0" }, "notes"],
    ["half a character in the notes", { title: "a", notes: "\udfff" }, "notes"],
    ["half a character in a tag", { title: "a", tags: ["\ud800"] }, "tags[0]"],
    ["a zone that there isn't", { title: "a", time_zone: "Europe/Atlantis" }, "time_zone"],
    ["a date after the year 9999", { title: "a", due_date: "10000-01-01" }, "due_date"],
    ["a date that there isn't", { title: "a", due_date: "2026-02-30" }, "due_date"],
    ["an instant after the year 9999", { title: "a", due_at: "+010000-01-01T00:00:00Z" }, "due_at"],
    ["a number beyond 2^53", { title: "a", project_id: 2 ** 53 }, "project_id"],
    ["an unknown field", { title: "a", shout: true }, "shout"],
    ["both kinds of due", { title: "a", due_date: "2026-01-01", due_at: "2026-01-01T00:00:00Z" }, "due_date"],
  ])("with %s names the field, and nothing is written", async (_what, payload, field) => {
    const answer = await send(JSON.stringify(payload));
    expect(answer.json()).toMatchObject({ status: 400, code: "validation_failed", errors: [{ field }] });
    expect(await tasks()).toBe(0);
  });

  test("with a number that is no number names the field", async () => {
    const answer = await send('{"title":"a","project_id":1e400}');
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ field: "project_id" }] });
  });

  test("of 50 MB is a 413 at once, whether its length is told or not", async () => {
    const head = `POST /api/tasks HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
    const megabyte = Buffer.alloc(1024 * 1024, "x");
    // Not a byte of it is waited for.
    const told = await raw(`${head}content-length: ${50 * megabyte.length}\r\n\r\n`);
    expect(told).toMatch(/^HTTP\/1\.1 413 /);
    const chunk = Buffer.concat([Buffer.from("100000\r\n"), megabyte, Buffer.from("\r\n")]);
    const untold = await raw(`${head}transfer-encoding: chunked\r\n\r\n`, Array(50).fill(chunk));
    expect(untold).toMatch(/^HTTP\/1\.1 413 /);
    expect(untold).toContain("payload_too_large");
  });
});

describe("an address", () => {
  test.each<[string, string]>([
    ["/api/tasks/%00", ""],
    ["/api/tasks/%zz", ""],
    ["/api/tasks?query=%00", "query"],
    ["/api/tasks?query=%ff", "query"],
    ["/api/tasks?query=%", "query"],
    ["/api/tasks?limit=1e400", "limit"],
    ["/api/tasks/9007199254740993", "id"],
  ])("%s is a 400", async (url, field) => {
    const answer = await app.inject({ url, headers });
    expect(answer.json()).toMatchObject({ status: 400, ...(field && { errors: [{ field }] }) });
  });

  test.each<[string, string, string]>([
    ["PUT", "/api/tasks/1", "DELETE, GET, HEAD, PATCH"],
    ["PROPFIND", "/api/tasks", "GET, HEAD, POST"],
    ["PATCH", "/api/tasks/bulk", "POST"],
    ["QUERY", "/api/me", "GET, HEAD, PATCH"],
    ["TRACE", "/api/tags/7", "DELETE, GET, HEAD, PATCH"],
  ])("%s %s is a 405 that names %s", async (method, path, allow) => {
    const answer = await fetch(new URL(path, address), { method, headers }).catch(() => undefined);
    // fetch itself refuses TRACE.
    if (!answer) {
      expect(await raw(`${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)).toMatch(
        / 405 /,
      );
      return;
    }
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
    expect(await answer.json()).toMatchObject({ code: "method_not_allowed" });
  });

  test("that there isn't is a 404 for every method, whatever its body", async () => {
    const answer = await app.inject({ method: "POST", url: "/api/nothing", payload: "{", headers });
    expect(answer.json()).toMatchObject({ status: 404, code: "route_not_found" });
  });
});

describe("a header", () => {
  test.each<[string, string, number]>([
    ["if-match", "12", 400],
    ["if-match", "{}", 400],
    ["idempotency-key", "x".repeat(201), 400],
    ["accept", "image/png", 406],
    ["content-type", "text/csv", 415],
    ["content-type", "nonsense", 415],
  ])("%s: %s is a %i, and nothing is written", async (name, value, status) => {
    const answer = await send('{"title":"a"}', { [name]: value });
    expect(answer.json()).toMatchObject({ status });
    expect(await tasks()).toBe(0);
  });

  test("of 20 kB is a 431 problem", async () => {
    const answer = await raw(`GET /api/tasks HTTP/1.1\r\nhost: x\r\nx-long: ${"x".repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain("headers_too_large");
  });

  test("what is no HTTP at all is a 400 problem", async () => {
    const answer = await raw("hello\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("bad_request");
  });
});

describe("reading", () => {
  test("is compressed where it is asked for and worth it", async () => {
    const ada = await person();
    for (let i = 0; i < 5; i += 1) await ada.add({ title: `task ${i}`, notes: "x".repeat(400) });
    const asked = { authorization: `Bearer ${ada.token}`, "accept-encoding": "gzip" };
    const list = await app.inject({ url: "/api/tasks", headers: asked });
    expect(list.headers["content-encoding"]).toBe("gzip");
    expect(String(list.headers.vary)).toMatch(/accept-encoding/i);
    const small = await app.inject({ url: "/api/me", headers: asked });
    expect(small.headers["content-encoding"]).toBeUndefined();
  });

  test("answers 304 to who has it, a list as well as a task", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "a" });
    const asked = { authorization: `Bearer ${ada.token}` };
    for (const url of ["/api/tasks", `/api/tasks/${id}`, "/api/tags"]) {
      const first = await app.inject({ url, headers: asked });
      const etag = String(first.headers.etag);
      expect(etag, url).toMatch(/^(W\/)?"/);
      const again = await app.inject({ url, headers: { ...asked, "if-none-match": `"other", ${etag}` } });
      expect([again.statusCode, again.body, again.headers.etag], url).toEqual([304, "", etag]);
    }
    await ada.add({ title: "b" });
    const before = await app.inject({ url: "/api/tasks", headers: asked });
    await ada.add({ title: "c" });
    const after = await app.inject({
      url: "/api/tasks",
      headers: { ...asked, "if-none-match": String(before.headers.etag) },
    });
    expect(after.statusCode).toBe(200);
  });
});
