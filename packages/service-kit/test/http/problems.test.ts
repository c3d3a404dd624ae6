import { problem } from "@punctual/contracts/problem";
import { errors } from "@punctual/service-kit/errors";
import type { App } from "@punctual/service-kit/http/app";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { testApp } from "../support/app.ts";

const SECRET = "password=hunter2";
const body = z.strictObject({
  title: z.string(),
  tags: z.array(z.string()).optional(),
  at: z.strictObject({ zone: z.string() }).optional(),
});

/** Things that handlers may throw by accident. */
const ACCIDENTS: Readonly<Record<string, () => unknown>> = {
  error: () => new Error(SECRET),
  "error-500": () => Object.assign(new Error(SECRET), { statusCode: 500 }),
  "error-503": () => Object.assign(new Error(SECRET), { statusCode: 503 }),
  text: () => SECRET,
  nothing: () => undefined,
  null: () => null,
};

let app: App;
beforeEach(async () => {
  app = await testApp();
  app.post("/things", { schema: { body } }, async () => ({}));
  app.get("/things/:id", { schema: { params: z.strictObject({ id: z.coerce.number() }) } }, async () => ({}));
  app.get("/taken", async () => {
    throw errors.dependencyUnavailable("The kettle is cold.", { cause: new Error(SECRET) });
  });
  for (const [name, make] of Object.entries(ACCIDENTS)) {
    app.get(`/accidents/${name}`, () => Promise.reject(make()));
  }
});
afterEach(() => app.close());

/** The problem that an answer is, having checked that it says it is one. */
function problemIn(answer: { headers: Record<string, unknown>; statusCode: number; json(): unknown }) {
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
  const found = problem.parse(answer.json());
  expect(found.status).toBe(answer.statusCode);
  return found;
}

const post = (payload: string, type = "application/json") =>
  app.inject({ method: "POST", url: "/things", payload, headers: { "content-type": type } });

describe("fields", () => {
  test.each<[string, unknown, { field: string; message: string }]>([
    ["an unknown field", { title: "a", colour: 1 }, { field: "colour", message: "is not a known field" }],
    [
      "an unknown field further in",
      { title: "a", at: { zone: "UTC", town: 1 } },
      { field: "at.town", message: "is not a known field" },
    ],
    [
      "a wrong type",
      { title: 5 },
      { field: "title", message: "Invalid input: expected string, received number" },
    ],
    [
      "a wrong element",
      { title: "a", tags: ["b", 5] },
      { field: "tags[1]", message: "Invalid input: expected string, received number" },
    ],
    [
      "a body that is no object",
      [],
      { field: "(body)", message: "Invalid input: expected object, received array" },
    ],
  ])("%s is named", async (_what, payload, error) => {
    const answer = await post(JSON.stringify(payload));
    expect(problemIn(answer)).toMatchObject({ status: 400, code: "validation_failed", errors: [error] });
  });

  test("each of several is named", async () => {
    const found = problemIn(await post(JSON.stringify({ tags: "x", colour: 1, size: 2 })));
    expect(found.errors?.map(({ field }) => field)).toEqual(["title", "tags", "colour", "size"]);
  });

  test("a wrong parameter is named", async () => {
    const found = problemIn(await app.inject({ url: "/things/first" }));
    expect(found).toMatchObject({ status: 400, code: "validation_failed", errors: [{ field: "id" }] });
  });
});

describe("a body", () => {
  test("that isn't JSON is a bad request", async () => {
    expect(problemIn(await post("{"))).toMatchObject({ status: 400, code: "bad_request" });
  });

  test("that is empty says so", async () => {
    expect(problemIn(await post(""))).toMatchObject({
      status: 400,
      code: "bad_request",
      detail: "The body is empty; send a JSON object.",
    });
  });

  test("that would change an object's prototype is a bad request", async () => {
    expect(problemIn(await post('{"title":"a","__proto__":{"admin":true}}')).status).toBe(400);
  });

  test("of two million bytes is too large", async () => {
    const payload = JSON.stringify({ title: "x".repeat(2_000_000) });
    expect(problemIn(await post(payload))).toMatchObject({ status: 413, code: "payload_too_large" });
  });

  test("of plain text isn't understood", async () => {
    expect(problemIn(await post("title=a", "text/plain"))).toMatchObject({
      status: 415,
      code: "unsupported_media_type",
    });
  });
});

describe("an address", () => {
  test("that doesn't exist is named, without what was asked of it", async () => {
    const found = problemIn(await app.inject({ url: "/nothing?token=hunter2" }));
    expect(found).toMatchObject({
      status: 404,
      code: "route_not_found",
      detail: "There is no GET /nothing.",
    });
  });

  test("that can't be decoded is a bad request", async () => {
    expect(problemIn(await app.inject({ url: "/things/%E0%A4%A" })).status).toBe(400);
  });

  test("with a parameter of 1,000 characters is found", async () => {
    const found = problemIn(await app.inject({ url: `/things/${"x".repeat(1000)}` }));
    expect(found).toMatchObject({ status: 400, errors: [{ field: "id" }] });
  });
});

describe("an error", () => {
  test("that was declared is shown with its own words, and without its cause", async () => {
    const answer = await app.inject({ url: "/taken" });
    expect(problemIn(answer)).toMatchObject({
      type: "https://punctual.dev/problems/dependency-unavailable",
      status: 503,
      code: "dependency_unavailable",
      detail: "The kettle is cold.",
    });
    expect(answer.body).not.toContain("hunter2");
  });

  test.each(Object.keys(ACCIDENTS))("that nobody foresaw (%s) is generic and tells nothing", async (name) => {
    const answer = await app.inject({ url: `/accidents/${name}` });
    expect(problemIn(answer)).toMatchObject({ status: 500, code: "internal_error" });
    expect(answer.body).not.toContain("hunter2");
  });
});

describe("what Dapr delivers to an address that isn't there", () => {
  test.each(["/dapr/task-events", "/dapr/", "/job/reminder-task-1", "/job/x?y=1"])(
    "%s is answered with 503, for 404 would lose it",
    async (url) => {
      const answer = await app.inject({ method: "POST", url, payload: {} });
      expect(problemIn(answer)).toMatchObject({ status: 503, code: "dependency_unavailable" });
    },
  );
});
