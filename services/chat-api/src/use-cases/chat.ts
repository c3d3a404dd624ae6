import { randomUUID } from "node:crypto";
import type { ChatReply, ChatRequest, Conversation } from "@punctual/contracts/chat";
import { conversation as conversationSchema } from "@punctual/contracts/chat";
import { conversationKey, STATE_STORE } from "@punctual/contracts/names";
import { newTask, type Task } from "@punctual/contracts/task";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { AppError, errors } from "@punctual/service-kit/errors";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import type { Caller } from "../caller.ts";
import { parseChatCommand } from "../domain/chat-command.ts";
import { chatApiErrors } from "../errors.ts";
import { listTasks, withoutHighlights } from "../listing/list-tasks.ts";
import { readAs, writeAs } from "../store/unit-of-work.ts";
import { completeTasks } from "./tasks/complete.ts";
import { createTasks } from "./tasks/create.ts";

/** Messages kept of a conversation, the newest. */
const KEPT_MESSAGES = 200;
const LISTED = 20;
const HELP =
  'I know "add …", "list …" (a query such as tag:home) and "done …" (a task\'s number, or words of its title).';

/** Talks about tasks, and remembers the conversation in the Dapr state store. */
export interface Chat {
  say(caller: Caller, request: ChatRequest): Promise<ChatReply>;
  /** Reads a conversation back; somebody else's is `conversation_not_found`. */
  read(userId: string, conversationId: string): Promise<Conversation>;
}

/** Makes the chat. */
export function createChat(
  pool: pg.Pool,
  dapr: Pick<Dapr, "getState" | "saveState">,
  logger: Pick<FastifyBaseLogger, "warn">,
): Chat {
  async function load(userId: string, id: string): Promise<{ conversation: Conversation; etag: string }> {
    const entry = await reach(() => dapr.getState(STATE_STORE, conversationKey(id)));
    const conversation = entry && conversationSchema.parse(entry.value);
    if (conversation?.user_id !== userId) {
      throw chatApiErrors.conversationNotFound(`You have no conversation ${id}.`);
    }
    return { conversation, etag: entry?.etag ?? "" };
  }

  return {
    async say(caller, { conversation_id, message, time_zone }) {
      const { userId } = caller;
      const loaded = conversation_id ? await load(userId, conversation_id) : undefined;
      const id = conversation_id ?? randomUUID();
      // What was asked is kept before it is done: if that fails, nothing was done and it can be said again.
      const asked = append(loaded?.conversation ?? { conversation_id: id, user_id: userId, messages: [] }, {
        role: "user",
        text: message,
      });
      await reach(() => dapr.saveState(STATE_STORE, conversationKey(id), asked, loaded?.etag));
      const answer = await act(pool, caller, message, time_zone);
      try {
        const now = await load(userId, id);
        const answered = append(now.conversation, { role: "assistant", text: answer.reply });
        await reach(() => dapr.saveState(STATE_STORE, conversationKey(id), answered, now.etag));
      } catch (error) {
        // The tasks are changed; an error here would make the caller say it twice.
        logger.warn({ err: error, conversation_id: id }, "a reply could not be kept in its conversation");
      }
      return { conversation_id: id, ...answer };
    },

    async read(userId, conversationId) {
      return (await load(userId, conversationId)).conversation;
    },
  };
}

function append(
  conversation: Conversation,
  message: { role: "user" | "assistant"; text: string },
): Conversation {
  const messages = [...conversation.messages, { ...message, at: new Date().toISOString() }];
  return { ...conversation, messages: messages.slice(-KEPT_MESSAGES) };
}

async function act(
  pool: pg.Pool,
  caller: Caller,
  message: string,
  timeZone: string,
): Promise<{ reply: string; tasks: Task[] }> {
  const command = parseChatCommand(message);
  switch (command.kind) {
    case "add": {
      const draft = newTask.safeParse({ title: command.title });
      if (!draft.success) return { reply: `The title ${draft.error.issues[0]?.message}.`, tasks: [] };
      const added = await writeAs(pool, caller, (unit) => createTasks(unit, [draft.data]));
      return { reply: `Added ${added.map(oneLine).join(", ")}.`, tasks: added };
    }
    case "list":
      return list(pool, caller, command.query, timeZone);
    case "done":
      return finish(pool, caller, command.words);
    case "unknown":
      return { reply: HELP, tasks: [] };
  }
}

async function list(
  pool: pg.Pool,
  caller: Caller,
  query: string,
  timeZone: string,
): Promise<{ reply: string; tasks: Task[] }> {
  try {
    const filter = { query: query || "status:open", time_zone: timeZone, limit: LISTED };
    const page = await readAs(pool, caller.userId, (reader) => listTasks(reader, filter));
    const items = withoutHighlights(page);
    const nothing = query ? "No task fits that." : "You have nothing to do.";
    return { reply: items.length === 0 ? nothing : items.map(oneLine).join("\n"), tasks: items };
  } catch (error) {
    if (error instanceof AppError && error.code === "query_invalid")
      return { reply: error.message, tasks: [] };
    throw error;
  }
}

async function finish(
  pool: pg.Pool,
  caller: Caller,
  words: string,
): Promise<{ reply: string; tasks: Task[] }> {
  const number = /^#?(\d{1,15})$/.exec(words)?.[1];
  const found = number ? [] : await openTasks(pool, caller, words);
  if (found.length > 1) return { reply: `Which one?\n${found.map(oneLine).join("\n")}`, tasks: found };
  const id = number ? Number(number) : found[0]?.id;
  if (id === undefined) return { reply: `No open task has "${words}".`, tasks: [] };
  try {
    const done = await writeAs(pool, caller, (unit) => completeTasks(unit, [id]));
    return { reply: `Done: ${done.map(oneLine).join(", ")}.`, tasks: done };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "task_not_found") {
      return { reply: `You have no task ${id}.`, tasks: [] };
    }
    throw error;
  }
}

async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof DaprError && error.status === 409) {
      throw chatApiErrors.conversationChanged(
        "Somebody else wrote to it at the same time; read it and say it again.",
      );
    }
    throw errors.dependencyUnavailable("Conversations can't be reached now; tasks can. Try again soon.", {
      cause: error,
    });
  }
}

function oneLine(task: Task): string {
  return `#${task.id} ${task.title}`;
}

async function openTasks(pool: pg.Pool, caller: Caller, words: string): Promise<Task[]> {
  const query = openWith(words);
  if (query === undefined) return [];
  const filter = { query, time_zone: "UTC", limit: 5 };
  return withoutHighlights(await readAs(pool, caller.userId, (reader) => listTasks(reader, filter)));
}

/** A query for open tasks with these words, whatever they would mean in a query; undefined where there are none. */
function openWith(words: string): string | undefined {
  const parts = words.slice(0, 200).match(/[\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu) ?? [];
  if (parts.length === 0) return undefined;
  return ["status:open", ...parts.slice(0, 20).map((word) => `"${word}"*`)].join(" ");
}
