import { chatReply, chatRequest, conversation } from "@punctual/contracts/chat";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { callerOf } from "../caller.ts";
import type { Chat } from "../use-cases/chat.ts";

const common = { tags: ["chat"], security: [{ token: [] }] };
const params = z.strictObject({ id: z.uuid() });

/** `/api/chat`: say something, and read a conversation back. */
export const chatRoutes: FastifyPluginAsyncZod<{ chat: Chat }> = async (app, { chat }) => {
  app.post(
    "/api/chat",
    { schema: { ...common, summary: "Say something", body: chatRequest, response: { 200: chatReply } } },
    async (request) => chat.say(callerOf(request, "chat"), request.body),
  );

  app.get(
    "/api/chat/:id",
    { schema: { ...common, summary: "Read a conversation", params, response: { 200: conversation } } },
    async (request) => chat.read(request.userId, request.params.id),
  );
};
