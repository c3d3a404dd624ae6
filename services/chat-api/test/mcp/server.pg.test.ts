import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { Task } from "@punctual/contracts/task";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const { app, person } = await startChatApi();
const url = new URL("/mcp", await app.listen({ host: "127.0.0.1", port: 0 }));

/** The SDK's own client, as an agent of this person. */
async function agentOf(token: string): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const transport = new StreamableHTTPClientTransport(url, {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  onTestFinished(() => client.close());
  // The SDK's own types don't agree under exactOptionalPropertyTypes.
  await client.connect(transport as Transport);
  return client;
}

async function call(who: Person, name: string, args: Record<string, unknown>): Promise<CallToolResult> {
  return (await (await agentOf(who.token)).callTool({ name, arguments: args })) as CallToolResult;
}

function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

const POST = { method: "POST", headers: { "content-type": "application/json" } };
const LIST = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });

describe("tools", () => {
  test("are these, with these schemas", async () => {
    const { tools } = await (await agentOf((await person()).token)).listTools();
    await expect(`${JSON.stringify(tools, null, 2)}\n`).toMatchFileSnapshot("tools.snap");
  });

  test("add-tasks makes tasks, all at once", async () => {
    const ada = await person();
    const result = await call(ada, "add-tasks", {
      tasks: [{ title: "Milk" }, { title: "Bread", due_date: "2026-11-23" }],
    });
    expect(result.isError).toBeFalsy();
    const { tasks } = result.structuredContent as { tasks: Task[] };
    expect(textOf(result)).toBe(`Added 2:\n#${tasks[0]?.id} Milk\n#${tasks[1]?.id} Bread`);
    expect((await ada.ask("GET", "/api/tasks")).json().items).toEqual(tasks.toReversed());
  });

  test("find-tasks finds what was added elsewhere, and says it in words too", async () => {
    const ada = await person();
    const milk = await ada.add({ title: "Milk", due_date: "2026-11-23" });
    await ada.add({ title: "Bread" });
    const result = await call(ada, "find-tasks", { query: "milk" });
    expect(result.structuredContent).toEqual({ items: [milk], next_cursor: null });
    expect(textOf(result)).toBe(`#${milk.id} [open] Milk (due 2026-11-23)`);
  });

  test("find-tasks goes on where it ended", async () => {
    const ada = await person();
    const first = await ada.add({ title: "first" });
    await ada.add({ title: "second" });
    const page = (await call(ada, "find-tasks", { limit: 1 })).structuredContent as { next_cursor: string };
    const rest = await call(ada, "find-tasks", { limit: 1, cursor: page.next_cursor });
    expect(rest.structuredContent).toEqual({ items: [first], next_cursor: null });
  });

  test("find-tasks that finds nothing says so", async () => {
    expect(textOf(await call(await person(), "find-tasks", {}))).toBe("No tasks match.");
  });

  test("complete-tasks completes", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    const result = await call(ada, "complete-tasks", { ids: [id] });
    expect(textOf(result)).toBe(`Done:\n#${id} Milk`);
    expect((await ada.ask("GET", `/api/tasks/${id}`)).json()).toMatchObject({ status: "done" });
  });

  test("complete-tasks with one id twice is one event", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    await call(ada, "complete-tasks", { ids: [id, id] });
    expect(await ada.events()).toHaveLength(4);
  });

  test("complete-tasks completes all or none", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    const result = await call(ada, "complete-tasks", { ids: [id, 999_999] });
    expect(result.isError).toBe(true);
    expect((await ada.ask("GET", `/api/tasks/${id}`)).json()).toMatchObject({ status: "open" });
  });

  test("snooze-reminders puts off what came last, of all tasks or of none", async () => {
    const ada = await person();
    const reminders = [{ at: "2097-03-28T09:00:00Z" }];
    const milk = await ada.add({ title: "Milk", reminders });
    const until = "2097-03-28T10:00:00.000Z";
    const result = await call(ada, "snooze-reminders", { ids: [milk.id], until });
    expect(textOf(result)).toBe(`Put off:\n#${milk.id} Milk: ${until}`);
    const bread = await ada.add({ title: "Bread", reminders });
    const bare = await ada.add({ title: "No reminder" });
    const refused = await call(ada, "snooze-reminders", { ids: [bread.id, bare.id], to: "tomorrow_morning" });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain(`Task ${bare.id} has no reminders`);
    expect((await ada.ask("GET", `/api/tasks/${bread.id}`)).json().reminders).toHaveLength(1);
  });

  test("somebody else's task isn't there", async () => {
    const { id } = await (await person()).add({ title: "Milk" });
    const result = await call(await person(), "complete-tasks", { ids: [id] });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe(`There is no such task (task_not_found). You have no task ${id}.`);
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    ["a wrong type", "add-tasks", { tasks: [{ title: 5 }] }, "title"],
    ["an unknown field", "add-tasks", { tasks: [{ title: "a", colour: "red" }] }, "colour"],
    ["no tasks", "add-tasks", { tasks: [] }, "tasks"],
    [
      "both kinds of due",
      "add-tasks",
      { tasks: [{ title: "a", due_at: "2026-11-23T09:00:00Z", due_date: "2026-11-23" }] },
      "not both",
    ],
    [
      "words for an instant",
      "add-tasks",
      { tasks: [{ title: "a", due_at: "tomorrow" }] },
      "2026-11-23T09:00:00Z",
    ],
    ["a limit too high", "find-tasks", { limit: 1000 }, "limit"],
    ["a cursor that was made up", "find-tasks", { cursor: "made-up" }, "next_cursor"],
    ["text for an id", "complete-tasks", { ids: ["1"] }, "ids"],
    ["no time to put off to", "snooze-reminders", { ids: [1] }, "exactly one of"],
  ])("%s is an error with advice that a model can follow", async (_what, name, args, advice) => {
    const ada = await person();
    const result = await call(ada, name, args);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(advice);
    expect((await ada.ask("GET", "/api/tasks")).json().items).toEqual([]);
  });

  test("a tool that doesn't exist is an error that names it", async () => {
    const result = await call(await person(), "drop-tables", {});
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain("drop-tables");
  });
});

describe("the address", () => {
  test.each(["GET", "DELETE"])("doesn't take %s: there are no sessions", async (method) => {
    const { token } = await person();
    const answer = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await answer.json()).toMatchObject({ code: "method_not_allowed" });
  });

  test("refuses an agent without a token, and says how to ask", async () => {
    const answer = await fetch(url, { ...POST, body: LIST });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="punctual"']);
    await answer.body?.cancel();
  });

  test("refuses an agent with a wrong token", async () => {
    await expect(agentOf("guessed")).rejects.toThrow();
  });

  test("refuses pages of other sites, and takes those of its own", async () => {
    const { token } = await person();
    const send = (origin: string) => {
      const accept = "application/json, text/event-stream";
      const headers = { ...POST.headers, accept, origin, authorization: `Bearer ${token}` };
      return app.inject({ method: "POST", url: "/mcp", headers, payload: LIST });
    };
    const refused = await send("https://elsewhere.example");
    expect([refused.statusCode, refused.json().code]).toEqual([403, "origin_not_allowed"]);
    expect((await send("https://punctual.example")).statusCode).toBe(200);
  });

  test("answers a body that isn't JSON with 400", async () => {
    const { token } = await person();
    const headers = { ...POST.headers, authorization: `Bearer ${token}` };
    const answer = await fetch(url, { ...POST, headers, body: "{" });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "bad_request" });
  });

  test("counts in metrics", async () => {
    await (await agentOf((await person()).token)).listTools();
    const metrics = await (await fetch(new URL("/metrics", url))).text();
    expect(metrics).toMatch(
      /^http_request_duration_seconds_count\{.*method="POST",route="\/mcp",status="200"/m,
    );
  });

  test("counts each tool's calls by what became of them, from nought", async () => {
    const counted = async (tool: string, result: string) => {
      const metrics = await (await fetch(new URL("/metrics", url))).text();
      const line = `punctual_tool_calls_total{tool="${tool}",result="${result}",`;
      return Number(
        metrics
          .split("\n")
          .find((each) => each.startsWith(line))
          ?.split(" ")
          .at(-1),
      );
    };
    const all = async () => ({
      ok: await counted("complete-tasks", "ok"),
      refused: await counted("complete-tasks", "refused"),
      failed: await counted("complete-tasks", "failed"),
    });
    const before = await all();
    const { token } = await person();
    const agent = await agentOf(token);
    await agent.callTool({ name: "complete-tasks", arguments: { ids: [999_999] } });
    const refused = { ...before, refused: before.refused + 1 };
    expect(await all()).toEqual(refused);
    const added = await agent.callTool({ name: "add-tasks", arguments: { tasks: [{ title: "Count me" }] } });
    const { tasks } = added.structuredContent as { tasks: { id: number }[] };
    await agent.callTool({ name: "complete-tasks", arguments: { ids: [tasks[0]?.id] } });
    expect(await all()).toEqual({ ...refused, ok: before.ok + 1 });
  });
});
