import { TOOLS } from "@punctual/chat-api/mcp/registry";
import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { app, person } = await startChatApi();

async function reader() {
  const ada = await person();
  const made = await ada.ask("POST", "/api/tokens", { name: "Looks", scopes: ["read"] });
  const headers = { authorization: `Bearer ${made.json().token}` };
  return {
    ada,
    ask: (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object) =>
      app.inject({ method, url, headers, ...(payload && { payload }) }),
    /** As an MCP client asks. */
    call: (message: object) =>
      app.inject({
        method: "POST",
        url: "/mcp",
        headers: { ...headers, accept: "application/json, text/event-stream" },
        payload: message,
      }),
  };
}

describe("a credential that may read", () => {
  test.each(["/api/tasks", "/api/me", "/api/me/sign-ins", "/api/tokens"])("reads %s", async (url) => {
    expect((await (await reader()).ask("GET", url)).statusCode).toBe(200);
  });

  test("changes nothing, on any route", async () => {
    const { ask } = await reader();
    const { paths } = (await app.inject({ url: "/openapi.json" })).json<{
      paths: Record<string, Record<string, { security?: object[] }>>;
    }>();
    const writes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method, { security }]) => method !== "get" && security !== undefined)
        .map(([method]) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "1")] as const)
        // It asks with a body, and changes nothing.
        .filter(([, url]) => url !== "/api/recurrence/preview"),
    );
    expect(writes.length).toBeGreaterThan(10);
    for (const [method, url] of writes) {
      const answer = await ask(method as "POST", url);
      expect([method, url, answer.statusCode]).toEqual([method, url, 403]);
      expect(answer.json()).toMatchObject({ code: "insufficient_scope", status: 403 });
      expect(answer.headers["www-authenticate"]).toBe(
        'Bearer realm="punctual", error="insufficient_scope", scope="write"',
      );
    }
  });

  const callOf = (name: string, args = {}) => ({
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name, arguments: args },
  });

  test.each(TOOLS.map(({ name, config }) => [name, config.annotations.readOnlyHint === true] as const))(
    "calls the tool %s: %s",
    async (name, allowed) => {
      const { call } = await reader();
      const answer = await call(callOf(name));
      expect(answer.statusCode).toBe(allowed ? 200 : 403);
      if (!allowed) expect(answer.headers["www-authenticate"]).toContain('scope="write"');
    },
  );

  test("doesn't hide a tool that writes among others", async () => {
    const { call } = await reader();
    const batch = [
      { jsonrpc: "2.0", id: 2, method: "tools/list" },
      callOf("add-tasks", { tasks: [{ title: "a" }] }),
    ];
    expect((await call(batch)).statusCode).toBe(403);
  });

  test("lists tools", async () => {
    const answer = await (await reader()).call({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    expect(answer.statusCode).toBe(200);
  });
});
