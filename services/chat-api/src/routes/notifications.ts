import { linkResult, notifyResponse } from "@punctual/contracts/notification";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Links } from "../use-cases/links.ts";
import type { Notices } from "../use-cases/notices.ts";
import { donePage, linkPage } from "./link-page.ts";

/** What a test notice answers: what the notifier did, and the link that a person would click. */
const testResponse = notifyResponse.omit({ acknowledge_token: true }).extend({ acknowledge_url: z.url() });

/** `/api/notifications/test`: send yourself a notice. */
export const notificationRoutes: FastifyPluginAsyncZod<{ notices: Notices; publicUrl: string }> = async (
  app,
  { notices, publicUrl },
) => {
  app.post(
    "/api/notifications/test",
    {
      schema: {
        tags: ["notifications"],
        security: [{ token: [] }],
        summary: "Send yourself a test notice",
        response: { 200: testResponse },
      },
    },
    async (request) => {
      const { acknowledge_token, ...delivery } = await notices.notify({
        user_id: request.userId,
        title: "A test from Punctual",
        body: "If you can read this, notices reach you.",
      });
      return { ...delivery, acknowledge_url: new URL(`/api/links/${acknowledge_token}`, publicUrl).href };
    },
  );
};

/** `/api/links/{token}`: what a link in a notice leads to. The signed token is the credential. */
export const linkRoutes: FastifyPluginAsyncZod<{ links: Links }> = async (app, { links }) => {
  const params = z.strictObject({ token: z.string().min(1).max(1000) });
  // The form of the page below, and a mail program's unsubscribing (RFC 8058): what they send says nothing more.
  for (const type of ["application/x-www-form-urlencoded", "multipart/form-data"]) {
    app.addContentTypeParser(type, { parseAs: "string" }, (_request, _body, done) => done(null, undefined));
  }
  app.get(
    "/api/links/:token",
    {
      schema: {
        tags: ["notifications"],
        summary: "Show what a notice's link would do, and a button that does it",
        params,
        response: {
          200: { description: "A page", content: { "text/html": { schema: z.string() } } },
        },
      },
    },
    async (request, reply) =>
      reply.type("text/html; charset=utf-8").send(linkPage(request.params.token) as never),
  );
  // By POST: mail scanners follow links with GET, and must not act for a person.
  app.post(
    "/api/links/:token",
    {
      config: { problems: [410] },
      schema: {
        tags: ["notifications"],
        summary: "Do what a notice's link says",
        params,
        response: {
          200: {
            description: "What it did; browsers get a page",
            content: { "application/json": { schema: linkResult }, "text/html": { schema: z.string() } },
          },
        },
      },
    },
    async (request, reply) => {
      const result = await links.follow(request.params.token);
      if (!/\btext\/html\b/.test(request.headers.accept ?? "")) return result;
      return reply.type("text/html; charset=utf-8").send(donePage(result) as never);
    },
  );
};
