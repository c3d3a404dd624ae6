import { randomUUID } from "node:crypto";
import type { ChatReply, ChatRequest, Conversation } from "@punctual/contracts/chat";
import { conversation as conversationSchema } from "@punctual/contracts/chat";
import { conversationKey, STATE_STORE } from "@punctual/contracts/names";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { errors } from "@punctual/service-kit/errors";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import type { Caller } from "../caller.ts";
import { chatApiErrors } from "../errors.ts";
import { act } from "./chat-act.ts";

/** Messages kept of a conversation, the newest. */
const KEPT_MESSAGES = 200;

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
