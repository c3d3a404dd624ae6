import { apiTokenList, createdApiToken, newApiToken } from "@punctual/contracts/people";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { credentialOf } from "../auth.ts";
import type { Tokens } from "../people/tokens.ts";

const common = { tags: ["people"], security: [{ token: [] }] };
const params = z.strictObject({ id: z.uuid() });

/** `/api/tokens`: personal API tokens. */
export const tokenRoutes: FastifyPluginAsyncZod<{ readonly tokens: Tokens }> = async (app, { tokens }) => {
  app.get(
    "/api/tokens",
    { schema: { ...common, summary: "List your tokens", response: { 200: apiTokenList } } },
    async (request) => ({ items: await tokens.list(request.userId) }),
  );

  app.post(
    "/api/tokens",
    { schema: { ...common, summary: "Make a token", body: newApiToken, response: { 201: createdApiToken } } },
    async (request, reply) => {
      const made = await tokens.create(credentialOf(request), request.body);
      return reply.code(201).header("cache-control", "no-store").send(made);
    },
  );

  app.delete(
    "/api/tokens/:id",
    { schema: { ...common, summary: "Revoke a token", params, response: { 204: z.null() } } },
    async (request, reply) => {
      await tokens.revoke(request.userId, request.params.id);
      return reply.code(204).send(null);
    },
  );
};
