import { z } from "zod";
import { task } from "./task.ts";
import { text } from "./text.ts";
import { instant, timeZone } from "./time.ts";

/** Body of `POST /api/chat`. Without `conversation_id` a new conversation begins. */
export const chatRequest = z.strictObject({
  conversation_id: z.uuid().optional(),
  message: text.trim().min(1, "must not be empty").max(2000),
  time_zone: timeZone.default("UTC").describe("Where today is, and whatever else is relative."),
});
/** Body of `POST /api/chat`. */
export type ChatRequest = z.infer<typeof chatRequest>;

/** Answer of `POST /api/chat`: the reply in words and the tasks it speaks of. */
export const chatReply = z.strictObject({
  conversation_id: z.uuid(),
  reply: z.string(),
  tasks: z.array(task),
});
/** Answer of `POST /api/chat`. */
export type ChatReply = z.infer<typeof chatReply>;

/** One message of a conversation. */
export const chatMessage = z.strictObject({
  role: z.enum(["user", "assistant"]),
  text: z.string(),
  at: instant,
});
/** A conversation as kept in the state store under `conversation-{id}`, oldest message first. */
export const conversation = z.strictObject({
  conversation_id: z.uuid(),
  user_id: z.string(),
  messages: z.array(chatMessage),
});
/** A conversation as kept in the state store. */
export type Conversation = z.infer<typeof conversation>;
