import { channel, channelList, channelPatch, madeChannel, newChannel } from "@punctual/contracts/channel";
import { idParam } from "@punctual/contracts/named";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { keyOf } from "../http/write.ts";
import { idempotencyHeader } from "../http/write-headers.ts";
import type { Channels } from "../use-cases/channels.ts";

const common = { tags: ["notifications"], security: [{ token: [] }] };
const params = z.strictObject({ id: idParam });

/** `/api/channels`: where a person is told of reminders, and how each does. */
export const channelRoutes: FastifyPluginAsyncZod<{ channels: Channels }> = async (app, { channels }) => {
  app.get(
    "/api/channels",
    {
      schema: { ...common, summary: "List your channels, and how each does", response: { 200: channelList } },
    },
    async (request) => ({ items: [...(await channels.list(request.userId))] }),
  );

  app.post(
    "/api/channels",
    {
      config: { problems: [409] },
      schema: {
        ...common,
        summary: "Be told by one more channel",
        headers: idempotencyHeader,
        body: newChannel,
        response: { 201: madeChannel },
      },
    },
    async (request, reply) => {
      const made = await channels.make(request.userId, request.body, keyOf(request));
      return reply.code(201).header("location", `/api/channels/${made.id}`).send(made);
    },
  );

  app.patch(
    "/api/channels/:id",
    {
      schema: {
        ...common,
        summary: "Rename a channel, or stop and start it",
        params,
        body: channelPatch,
        response: { 200: channel },
      },
    },
    async (request) => channels.change(request.userId, request.params.id, request.body),
  );

  app.delete(
    "/api/channels/:id",
    {
      schema: {
        ...common,
        summary: "End a channel, and what waits for it",
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await channels.delete(request.userId, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/channels/:id/test",
    {
      schema: {
        ...common,
        summary: "Send yourself a test by one channel; the channel says how it went",
        params,
        response: { 202: channel },
      },
    },
    async (request, reply) => reply.code(202).send(await channels.test(request.userId, request.params.id)),
  );
};
