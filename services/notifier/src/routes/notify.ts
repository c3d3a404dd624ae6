import {
  notifyRequest,
  notifyResponse,
  redeemRequest,
  redeemResponse,
} from "@punctual/contracts/notification";
import { requireSidecar } from "@punctual/service-kit/dapr/channel";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { readActionLink, signActionLink } from "../domain/action-link.ts";
import { notifierErrors } from "../errors.ts";
import { follow } from "../follow-link.ts";
import type { SigningKey } from "../signing-key.ts";
import { INBOX, keepNotice } from "../store/notices.ts";

/** What the routes need. */
export interface NotifyOptions {
  readonly pool: pg.Pool;
  readonly signingKey: SigningKey;
  readonly appApiToken: string;
  /** Told of each notice that is delivered. */
  readonly delivered: () => void;
}

/** `/api/notify` and `/api/action-links/redeem`, for chat-api by service invocation. */
export const notifyRoutes: FastifyPluginAsyncZod<NotifyOptions> = async (app, options) => {
  const { pool, signingKey } = options;
  app.addHook("onRequest", requireSidecar(options.appApiToken));

  app.post(
    "/api/notify",
    { schema: { body: notifyRequest, response: { 200: notifyResponse } } },
    async ({ body }) => {
      // First: a notice whose link can't be signed is not to be delivered.
      const key = await signingKey();
      const { id, deliveredAt } = await keepNotice(pool, {
        userId: body.user_id,
        kind: body.kind,
        requestKey: body.request_key,
        title: body.title,
        body: body.body,
      });
      options.delivered();
      return {
        delivery_id: id,
        channel: INBOX,
        delivered_at: deliveredAt.toISOString(),
        acknowledge_token: signActionLink(key, { delivery_id: id, action: "acknowledge" }, new Date()),
      };
    },
  );

  app.post(
    "/api/action-links/redeem",
    { schema: { body: redeemRequest, response: { 200: redeemResponse } } },
    async ({ body }) => {
      const link = readActionLink(await signingKey(), body.token, new Date());
      const done = link && (await follow(pool, link));
      if (!done) throw notifierErrors.linkInvalid("It was changed, or is more than 7 days old.");
      return done;
    },
  );
};
