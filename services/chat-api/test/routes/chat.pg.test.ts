import type { ChatReply, Conversation } from "@punctual/contracts/chat";
import type { TaskPage } from "@punctual/contracts/task";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { afterEach, describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";
import { createMemoryState, daprWith } from "../support/state.ts";

const state = createMemoryState();
const dapr = daprWith({
  getState: (store, key) => state.getState(store, key),
  saveState: (...args) => state.saveState(...args),
});
const { person } = await startChatApi({ dapr });
afterEach(() => {
  state.beforeSave = () => undefined;
});

async function say(who: Person, message: string, conversationId?: string): Promise<ChatReply> {
  const answer = await who.ask("POST", "/api/chat", {
    message,
    ...(conversationId ? { conversation_id: conversationId } : {}),
  });
  expect(answer.statusCode).toBe(200);
  return answer.json<ChatReply>();
}

async function tasksOf(who: Person) {
  return (await who.ask("GET", "/api/tasks")).json<TaskPage>().items;
}

describe("what is said", () => {
  test("'add …' makes a task", async () => {
    const ada = await person();
    const { reply, tasks } = await say(ada, "add Buy milk");
    expect(tasks).toEqual(await tasksOf(ada));
    expect(reply).toBe(`Added #${tasks[0]?.id} Buy milk.`);
  });

  test("'add …' with a title that can't be says why, and makes none", async () => {
    const ada = await person();
    const { reply } = await say(ada, `add ${"x".repeat(501)}`);
    expect(reply).toBe("The text makes no task. its title must have at most 500 characters");
    expect(await tasksOf(ada)).toEqual([]);
  });

  test("'list' names what is open", async () => {
    const ada = await person();
    const milk = await ada.add({ title: "Milk" });
    const bread = await ada.add({ title: "Bread" });
    await ada.ask("POST", `/api/tasks/${bread.id}/complete`);
    expect((await say(ada, "list")).reply).toBe(`#${milk.id} Milk`);
  });

  test("'list …' names what fits a query", async () => {
    const ada = await person();
    const milk = await ada.add({ title: "Milk", tags: ["shop"] });
    await ada.add({ title: "Bread" });
    expect((await say(ada, "list tag:shop status:open")).reply).toBe(`#${milk.id} Milk`);
    expect((await say(ada, "list tag:home")).reply).toBe("No task fits that.");
  });

  test("'list …' reads today where the caller is", async () => {
    const ada = await person();
    const zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago"];
    // Twenty-five hours apart: it is never the same day in both.
    const days = zones.map((timeZone) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date()));
    await ada.add({ title: "East", due_date: days[0] });
    await ada.add({ title: "West", due_date: days[1] });
    const replies = zones.map(async (time_zone) => {
      const answer = await ada.ask("POST", "/api/chat", { message: "list is:today", time_zone });
      return answer.json<ChatReply>().tasks.map(({ title }) => title);
    });
    expect(await Promise.all(replies)).toEqual([["East"], ["West"]]);
  });

  test("'list …' of what is no query says where and why, and what was meant", async () => {
    const { reply } = await say(await person(), "list prioritty:high");
    expect(reply).toMatch(/^Column 1: .* Did you mean priority\?$/);
  });

  test("'done' takes words for words, whatever they would mean in a query", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Read OR write: status" });
    expect((await say(ada, "done read OR write: -status")).reply).toBe(`Done: #${id} Read OR write: status.`);
    expect((await say(ada, "done :)")).reply).toBe('No open task has ":)".');
  });

  test("'list' of nothing says so", async () => {
    expect((await say(await person(), "list")).reply).toBe("You have nothing to do.");
  });

  test.each(["number", "#number", "words"])("'done' finds a task by its %s", async (by) => {
    const ada = await person();
    const { id } = await ada.add({ title: "Buy milk" });
    const name = { number: String(id), "#number": `#${id}`, words: "MILK" }[by];
    const { reply, tasks } = await say(ada, `done ${name}`);
    expect(reply).toBe(`Done: #${id} Buy milk.`);
    expect(tasks).toMatchObject([{ id, status: "done" }]);
  });

  test("'done' with words of several tasks asks which, and does none", async () => {
    const ada = await person();
    await ada.add({ title: "Oat milk" });
    await ada.add({ title: "Soy milk" });
    expect((await say(ada, "done milk")).reply).toMatch(/^Which one\?/);
    expect((await tasksOf(ada)).map(({ status }) => status)).toEqual(["open", "open"]);
  });

  test("'done' with words of no task says so", async () => {
    expect((await say(await person(), "done milk")).reply).toBe('No open task has "milk".');
  });

  test("'done' with somebody else's number says there is no such task", async () => {
    const ada = await person();
    const { id } = await ada.add({ title: "Milk" });
    expect((await say(await person(), `done ${id}`)).reply).toBe(`You have no task ${id}.`);
    expect((await tasksOf(ada))[0]?.status).toBe("open");
  });

  test("anything else is answered with what can be said", async () => {
    const { reply, tasks } = await say(await person(), "hello");
    expect(reply).toContain("add …");
    expect(tasks).toEqual([]);
  });
});

describe("a conversation", () => {
  test("is kept and read back, oldest first", async () => {
    const ada = await person();
    const first = await say(ada, "add Milk");
    const second = await say(ada, "list", first.conversation_id);
    expect(second.conversation_id).toBe(first.conversation_id);
    const answer = await ada.ask("GET", `/api/chat/${first.conversation_id}`);
    expect(answer.json<Conversation>()).toEqual({
      conversation_id: first.conversation_id,
      user_id: ada.userId,
      messages: [
        { role: "user", text: "add Milk", at: expect.any(String) },
        { role: "assistant", text: first.reply, at: expect.any(String) },
        { role: "user", text: "list", at: expect.any(String) },
        { role: "assistant", text: second.reply, at: expect.any(String) },
      ],
    });
  });

  test("is kept in the state store under its name", async () => {
    const { conversation_id } = await say(await person(), "list");
    expect([...state.entries.keys()]).toContain(`statestore/conversation-${conversation_id}`);
  });

  test("keeps its newest 200 messages", async () => {
    const ada = await person();
    const { conversation_id } = await say(ada, "message 0");
    for (let i = 1; i <= 100; i++) await say(ada, `message ${i}`, conversation_id);
    const { messages } = (await ada.ask("GET", `/api/chat/${conversation_id}`)).json<Conversation>();
    expect([messages.length, messages[0]?.text, messages.at(-2)?.text]).toEqual([
      200,
      "message 1",
      "message 100",
    ]);
  });

  test("of somebody else can't be read", async () => {
    const { conversation_id } = await say(await person(), "list");
    const answer = await (await person()).ask("GET", `/api/chat/${conversation_id}`);
    expect([answer.statusCode, answer.json().code]).toEqual([404, "conversation_not_found"]);
  });

  test("of somebody else can't be joined, and nothing is done", async () => {
    const { conversation_id } = await say(await person(), "list");
    const eve = await person();
    const answer = await eve.ask("POST", "/api/chat", { conversation_id, message: "add Milk" });
    expect([answer.statusCode, answer.json().code]).toEqual([404, "conversation_not_found"]);
    expect(await tasksOf(eve)).toEqual([]);
  });

  test("that never was is a 404", async () => {
    const answer = await (await person()).ask("GET", "/api/chat/0f8fad5b-d9cb-469f-a165-70867728950e");
    expect([answer.statusCode, answer.json().code]).toEqual([404, "conversation_not_found"]);
  });

  test("that somebody else wrote to at the same time is a 409, and nothing is done", async () => {
    const ada = await person();
    const { conversation_id } = await say(ada, "list");
    state.beforeSave = () => {
      throw new DaprError("save state", "409", 409, "possible etag mismatch");
    };
    const answer = await ada.ask("POST", "/api/chat", { conversation_id, message: "add Milk" });
    expect([answer.statusCode, answer.json().code]).toEqual([409, "conversation_changed"]);
    expect(await tasksOf(ada)).toEqual([]);
  });

  test("of two messages at once keeps both orders' tasks or refuses one of them whole", async () => {
    const ada = await person();
    const { conversation_id } = await say(ada, "list");
    const answers = await Promise.all(
      ["add a", "add b"].map((message) => ada.ask("POST", "/api/chat", { conversation_id, message })),
    );
    const taken = answers.filter(({ statusCode }) => statusCode === 200);
    expect(await tasksOf(ada)).toHaveLength(taken.length);
    expect(taken.length).toBeGreaterThan(0);
  });

  test("whose reply can't be kept is answered all the same: the task is made", async () => {
    const ada = await person();
    let saves = 0;
    state.beforeSave = () => {
      if (++saves > 1) throw new DaprError("save state", "no answer", undefined, undefined);
    };
    const { tasks } = await say(ada, "add Milk");
    expect(await tasksOf(ada)).toEqual(tasks);
  });
});
