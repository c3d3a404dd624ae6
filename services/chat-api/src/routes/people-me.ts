import { me, mePatch, signInFilter, signInPage } from "@punctual/contracts/people";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { credentialOf } from "../auth.ts";
import type { Self } from "../people/me.ts";

const common = { tags: ["people"], security: [{ token: [] }] };

/** `/api/me`: who is asking. */
export const meRoutes: FastifyPluginAsyncZod<{ readonly self: Self }> = async (app, { self }) => {
  app.get(
    "/api/me",
    { schema: { ...common, summary: "Read who you are", response: { 200: me } } },
    async (request) => self.read(credentialOf(request)),
  );

  app.patch(
    "/api/me",
    {
      schema: {
        ...common,
        summary: "Change your name, time zone, quiet hours or daily digest",
        body: mePatch,
        response: { 200: me },
      },
    },
    async (request) => self.change(credentialOf(request), request.body),
  );

  app.get(
    "/api/me/sign-ins",
    {
      schema: {
        ...common,
        summary: "List sign-ins and refused credentials of yours",
        querystring: signInFilter,
        response: { 200: signInPage },
      },
    },
    async ({ userId, query: { limit, before } }) => self.signIns(userId, { limit, before }),
  );
};
