import { Writable } from "node:stream";
import type { App } from "@punctual/service-kit/http/app";
import { createLogger } from "@punctual/service-kit/logger";
import { currentTrace } from "@punctual/service-kit/trace";
import { describe, expect, onTestFinished, test } from "vitest";
import { testApp } from "../support/app.ts";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const TRACEPARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;

/** An app whose log lines can be read. */
async function loggingApp() {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().split("\n").filter(Boolean)) lines.push(JSON.parse(line));
      done();
    },
  });
  const app = await testApp({ logger: createLogger("test", "debug", destination) });
  onTestFinished(() => app.close());
  return { app, lines };
}

/** How many requests /metrics has counted for a route, by status. */
async function counted(app: App, route: string): Promise<Record<string, number>> {
  const { body } = await app.inject({ url: "/metrics" });
  const lines = body.split("\n").filter((line) => line.startsWith("http_request_duration_seconds_count"));
  const ofRoute = lines.filter((line) => line.includes(`route="${route}"`));
  return Object.fromEntries(
    ofRoute.map((line) => [/status="(\d+)"/.exec(line)?.[1], Number(line.split(" ").at(-1))]),
  );
}

describe("metrics", () => {
  test("count requests by the pattern of their route, never by their address", async () => {
    const { app } = await loggingApp();
    app.get("/things/:id", async () => ({}));
    await app.inject({ url: "/things/12" });
    await app.inject({ url: "/things/13" });
    expect(await counted(app, "/things/:id")).toEqual({ 200: 2 });
    const { body } = await app.inject({ url: "/metrics" });
    expect(body).not.toContain("/things/1");
  });

  test("count addresses that don't exist together", async () => {
    const { app } = await loggingApp();
    await app.inject({ url: "/wp-admin" });
    await app.inject({ url: "/.env" });
    expect(await counted(app, "(none)")).toEqual({ 404: 2 });
  });

  test("name the service, and have the process's own figures", async () => {
    const { app } = await loggingApp();
    const answer = await app.inject({ url: "/metrics" });
    expect(answer.headers["content-type"]).toMatch(/^text\/plain/);
    expect(answer.body).toMatch(/^process_resident_memory_bytes\{app_id="test"\} \d/m);
  });
});

describe("the trace of a request", () => {
  test("is the caller's, in the handler", async () => {
    const { app } = await loggingApp();
    app.post("/things", async () => ({ trace: currentTrace()?.traceId }));
    const answer = await app.inject({
      method: "POST",
      url: "/things",
      payload: { a: 1 },
      headers: { traceparent: TRACEPARENT },
    });
    expect(answer.json()).toEqual({ trace: TRACE_ID });
  });

  test("is in the log lines of its handler", async () => {
    const { app, lines } = await loggingApp();
    app.get("/things", async (request) => {
      request.log.info("looked");
      return {};
    });
    await app.inject({ url: "/things", headers: { traceparent: TRACEPARENT } });
    expect(lines.find(({ msg }) => msg === "looked")).toMatchObject({ service: "test", trace_id: TRACE_ID });
  });

  test("is another for each request that brings none", async () => {
    const { app } = await loggingApp();
    app.get("/things", async () => ({ trace: currentTrace()?.traceId }));
    const [one, other] = await Promise.all([app.inject({ url: "/things" }), app.inject({ url: "/things" })]);
    expect(one.json()).not.toEqual(other.json());
  });
});

describe("the log", () => {
  test("has one line for a request, without what it looked for", async () => {
    const { app, lines } = await loggingApp();
    app.get("/things", async () => ({}));
    await app.inject({ url: "/things?text=private" });
    const requests = lines.filter(({ msg }) => msg === "request");
    expect(requests).toMatchObject([{ method: "GET", url: "/things", status: 200, ms: expect.any(Number) }]);
  });

  test("has the reason of a failure that the caller isn't told", async () => {
    const { app, lines } = await loggingApp();
    app.get("/broken", async () => {
      throw new Error("the disk is full");
    });
    await app.inject({ url: "/broken" });
    expect(lines.find(({ level }) => level === "error")).toMatchObject({
      err: { message: "the disk is full" },
    });
  });

  test("never has a credential that came in a header", async () => {
    const { app, lines } = await loggingApp();
    app.get("/things", async (request) => {
      request.log.info({ req: { headers: request.headers } }, "looked");
      return {};
    });
    await app.inject({
      url: "/things",
      headers: { authorization: "Bearer hunter2", "dapr-api-token": "hunter2" },
    });
    expect(JSON.stringify(lines)).not.toContain("hunter2");
  });
});
