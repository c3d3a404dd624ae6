import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Guard } from "../auth.ts";
import type { Sessions } from "../people/sessions.ts";

// A path of ours: with a second slash or a backslash, browsers would take it for another site's address.
const localPath = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\\\s\p{Cc}]*$/u, "must be a path of this site, such as /tasks");
const login = z.strictObject({ return_to: localPath.default("/") });
const signedOut = z.strictObject({
  redirect_to: z.url().describe("where the page goes next, so that the issuer ends its session too"),
});

/** `/auth`: signing in and out of the page. For browsers: what comes back are redirects and cookies. */
export const signInRoutes: FastifyPluginAsyncZod<{
  readonly sessions: Sessions;
  readonly limitAddress: Guard;
}> = async (app, { sessions, limitAddress }) => {
  app.addHook("onRequest", limitAddress);
  app.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));

  app.get("/auth/login", { schema: { hide: true, querystring: login } }, async (request, reply) =>
    reply.redirect(await sessions.begin(reply, request.query.return_to), 303),
  );

  // The issuer's parameters are its own; openid-client looks at them.
  app.get("/auth/callback", { schema: { hide: true } }, async (request, reply) =>
    reply.redirect(await sessions.finish(request, reply), 303),
  );

  app.post(
    "/auth/logout",
    { schema: { hide: true, response: { 200: signedOut } } },
    async (request, reply) => ({
      redirect_to: await sessions.end(request, reply),
    }),
  );
};
