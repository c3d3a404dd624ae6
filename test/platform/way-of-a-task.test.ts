import { beforeAll, describe, expect, inject, it } from "vitest";
import { asAgent } from "./support/mcp-client.ts";
import { newPerson, type Person } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";

const platform = attachPlatform(inject("platformDataDir"));
let person: Person;
beforeAll(async () => {
  person = await newPerson(platform);
});

describe("a task on the running platform", () => {
  it("shows its created event in its history", async () => {
    const task = await person.add("Buy milk");
    const { items } = await person.historyOf(task.id, 1);
    expect(items).toMatchObject([
      { event_type: "created", task_id: task.id, version: 1, task_data: { title: "Buy milk" } },
    ]);
  });

  it("leaves a trail of everything that happens to it, also after it is deleted", async () => {
    const { id } = await person.add("Water the plants");
    await person.fetch(`/api/tasks/${id}`, { method: "PATCH", body: { priority: "high" } });
    await person.fetch(`/api/tasks/${id}/complete`, { method: "POST" });
    await person.fetch(`/api/tasks/${id}`, { method: "DELETE" });
    const { items } = await person.historyOf(id, 4);
    expect(items.map(({ event_type, version }) => [event_type, version])).toEqual([
      ["created", 1],
      ["updated", 2],
      ["completed", 3],
      ["deleted", 4],
    ]);
  });

  it("keeps its history from everybody else", async () => {
    const { id } = await person.add("Secret");
    const stranger = await newPerson(platform);
    expect((await stranger.fetch(`/api/tasks/${id}/history`)).status).toBe(404);
  });
});

describe("a test notice", () => {
  it("comes back with notifier's answer, and its link acknowledges it once", async () => {
    const response = await person.fetch("/api/notifications/test", { method: "POST" });
    expect(response.status).toBe(200);
    const notice = (await response.json()) as {
      channel: string;
      acknowledge_url: string;
      delivery_id: number;
    };
    expect(notice.channel).toBe("inbox");

    const redeem = () => fetch(notice.acknowledge_url, { method: "POST" });
    const first = (await (await redeem()).json()) as { delivery_id: number };
    expect(first.delivery_id).toBe(notice.delivery_id);
    expect(await (await redeem()).json()).toEqual(first);
    const forged = await fetch(`${notice.acknowledge_url}x`, { method: "POST" });
    expect(forged.status).toBe(410);
  });
});

describe("a conversation", () => {
  it("is remembered in the state store and read back", async () => {
    const said = await person.fetch("/api/chat", { body: { message: "add call mom" } });
    const { conversation_id: id, tasks } = (await said.json()) as {
      conversation_id: string;
      tasks: { id: number }[];
    };
    const again = await person.fetch("/api/chat", {
      body: { conversation_id: id, message: `done ${tasks[0]?.id}` },
    });
    expect(await again.json()).toMatchObject({ tasks: [{ status: "done", title: "call mom" }] });

    const conversation = await person.fetch(`/api/chat/${id}`);
    expect(await conversation.json()).toMatchObject({
      messages: [
        { role: "user", text: "add call mom" },
        { role: "assistant" },
        { role: "user" },
        { role: "assistant" },
      ],
    });
  });
});

describe("an MCP client", () => {
  it("lists the tools, adds a task, finds it and completes it", async () => {
    await asAgent(platform, person, async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map((tool) => tool.name).sort()).toEqual([
        "add-tasks",
        "complete-tasks",
        "find-tasks",
        "preview-recurrence",
        "snooze-reminders",
      ]);

      const added = await client.callTool({
        name: "add-tasks",
        arguments: { tasks: [{ title: "From an agent" }] },
      });
      const { tasks } = added.structuredContent as { tasks: { id: number }[] };
      const found = await client.callTool({ name: "find-tasks", arguments: { query: "from an agent" } });
      expect(found.structuredContent).toMatchObject({ items: [{ id: tasks[0]?.id, status: "open" }] });
      const ids = tasks.map(({ id }) => id);
      const done = await client.callTool({ name: "complete-tasks", arguments: { ids } });
      expect(done.structuredContent).toMatchObject({ tasks: [{ status: "done" }] });
    });
  });
});
