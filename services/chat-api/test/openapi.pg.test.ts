import { expect, test } from "vitest";
import { z } from "zod";
import { startChatApi } from "./support/app.ts";

const document = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        summary: z.string(),
        security: z.array(z.looseObject({ token: z.array(z.string()) })).optional(),
        responses: z.record(z.string(), z.looseObject({})),
        requestBody: z.unknown().optional(),
      }),
    ),
  ),
});

const { app } = await startChatApi();
const answer = await app.inject({ url: "/openapi.json" });
const openapi = document.parse(answer.json());
const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);

test("is OpenAPI 3.1", () => {
  expect(openapi.openapi).toMatch(/^3\.1\./);
});

test("names each route for people", () => {
  expect(operations.map(({ name }) => name).sort()).toEqual([
    "DELETE /api/tasks/{id}",
    "GET /api/chat/{id}",
    "GET /api/tasks",
    "GET /api/tasks/{id}",
    "GET /api/tasks/{id}/history",
    "PATCH /api/tasks/{id}",
    "POST /api/chat",
    "POST /api/links/{token}",
    "POST /api/notifications/test",
    "POST /api/tasks",
    "POST /api/tasks/{id}/complete",
  ]);
});

test("says of every route but action links that it wants a token", () => {
  const open = operations.filter(({ operation }) => operation.security === undefined);
  expect(open.map(({ name }) => name)).toEqual(["POST /api/links/{token}"]);
});

test("describes what a new task is made from", () => {
  const body = openapi.paths["/api/tasks"]?.post?.requestBody;
  expect(body).toMatchObject({
    content: {
      "application/json": { schema: { type: "object", required: ["title"], additionalProperties: false } },
    },
  });
});
