import {
  adminTokens,
  adminUser,
  adminUserDetail,
  adminUserFilter,
  adminUserPage,
  newAdminToken,
  newAdminUser,
} from "@punctual/contracts/admin";
import { createdApiToken } from "@punctual/contracts/people";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Tokens } from "../people/tokens.ts";
import { adminErrors } from "./errors.ts";
import type { Users } from "./store/users.ts";

const ofUser = z.strictObject({ user: z.string() });
const ofToken = z.strictObject({ user: z.string(), token: z.uuid("must be a token's id") });

/** `/admin/users`: people, and the tokens that they come in with. */
export const adminUserRoutes: FastifyPluginAsyncZod<{
  readonly users: Users;
  readonly tokens: Tokens;
}> = async (app, { users, tokens }) => {
  app.get(
    "/users",
    { schema: { querystring: adminUserFilter, response: { 200: adminUserPage } } },
    async ({ query }) => {
      const items = await users.list(query.after ?? "", query.limit + 1);
      const page = items.slice(0, query.limit);
      return { items: page, next_after: items.length > query.limit ? (page.at(-1)?.id ?? null) : null };
    },
  );

  app.get(
    "/users/:user",
    { schema: { params: ofUser, response: { 200: adminUserDetail } } },
    async ({ params }) => {
      const found = await users.show(params.user);
      if (!found) throw userNotFound(params.user);
      return found;
    },
  );

  app.post(
    "/users",
    { schema: { body: newAdminUser, response: { 201: adminUser } } },
    async ({ body }, reply) => {
      const made = await users.add(body);
      if (!made) throw adminErrors.userExists(`There is a user "${body.id}" already.`);
      return reply.code(201).send(made);
    },
  );

  app.get(
    "/users/:user/tokens",
    { schema: { params: ofUser, response: { 200: adminTokens } } },
    async ({ params }) => {
      await mustExist(users, params.user);
      return { items: await tokens.list(params.user) };
    },
  );

  app.post(
    "/users/:user/tokens",
    { schema: { params: ofUser, body: newAdminToken, response: { 201: createdApiToken } } },
    async ({ params, body }, reply) => {
      await mustExist(users, params.user);
      return reply.code(201).send(await tokens.createFor(params.user, body, "admin"));
    },
  );

  app.delete("/users/:user/tokens/:token", { schema: { params: ofToken } }, async ({ params }, reply) => {
    await tokens.revoke(params.user, params.token);
    return reply.code(204).send();
  });
};

async function mustExist(users: Users, id: string): Promise<void> {
  if (!(await users.show(id))) throw userNotFound(id);
}

function userNotFound(id: string): Error {
  return adminErrors.userNotFound(`There is no user "${id}".`);
}
