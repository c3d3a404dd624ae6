import { randomBytes } from "node:crypto";
import {
  channel,
  channelChange,
  channelList,
  channelRef,
  channelsOf,
  madeChannel,
  makeChannel,
  type NewChannel,
} from "@punctual/contracts/channel";
import { requireSidecar } from "@punctual/service-kit/dapr/channel";
import { errors } from "@punctual/service-kit/errors";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { z } from "zod";
import type { NetworkGuard } from "../channels/network-guard.ts";
import { webhookFault } from "../channels/webhook/webhook.ts";
import { notifierErrors } from "../errors.ts";
import { changeChannel, countChannels, deleteChannel, keepChannel, listChannels } from "../store/channels.ts";
import { keepNotice } from "../store/notices.ts";

/** More than these nobody needs. */
const MOST_CHANNELS = 20;

/** What the routes need. */
export interface ChannelRoutesOptions {
  readonly pool: pg.Pool;
  readonly guard: NetworkGuard;
  readonly appApiToken: string;
  /** Told that there is a notice to be sent. */
  readonly wake: () => void;
}

/** `/api/channels/…`: a person's channels, for chat-api by service invocation. */
export const channelRoutes: FastifyPluginAsyncZod<ChannelRoutesOptions> = async (app, options) => {
  const { pool, guard } = options;
  app.addHook("onRequest", requireSidecar(options.appApiToken));
  const done = z.strictObject({});

  app.post(
    "/api/channels/list",
    { schema: { body: channelsOf, response: { 200: channelList } } },
    async ({ body }) => ({ items: await listChannels(pool, body.user_id) }),
  );

  app.post(
    "/api/channels/make",
    { schema: { body: makeChannel, response: { 200: madeChannel } } },
    async ({ body: { user_id: userId, request_key: requestKey, channel: draft } }) => {
      await refuseFaulty(guard, draft);
      if ((await countChannels(pool, userId)) >= MOST_CHANNELS) {
        throw notifierErrors.tooManyChannels(`Delete one first: there are ${MOST_CHANNELS} at most.`);
      }
      const { channel: made, secret } = await keepChannel(pool, { userId, requestKey, ...kept(draft) });
      return { ...made, secret };
    },
  );

  app.post(
    "/api/channels/change",
    { schema: { body: channelChange, response: { 200: channel } } },
    async ({ body: { user_id, channel_id, patch } }) => {
      const changed = await changeChannel(pool, user_id, channel_id, patch);
      if (!changed) throw missing(channel_id);
      return changed;
    },
  );

  app.post(
    "/api/channels/delete",
    { schema: { body: channelRef, response: { 200: done } } },
    async ({ body: { user_id, channel_id } }) => {
      if (await deleteChannel(pool, user_id, channel_id)) return {};
      const isThere = (await listChannels(pool, user_id)).some(({ id }) => id === channel_id);
      if (!isThere) throw missing(channel_id);
      throw notifierErrors.channelUnavailable(
        'Open clients are always there; send {"enabled": false} instead.',
      );
    },
  );

  app.post(
    "/api/channels/test",
    { schema: { body: channelRef, response: { 200: channel } } },
    async ({ body: { user_id: userId, channel_id: channelId } }) => {
      const found = (await listChannels(pool, userId)).find(({ id }) => id === channelId);
      if (!found) throw missing(channelId);
      await keepNotice(pool, {
        ...{ userId, channelId, kind: "test" },
        title: "A test from Punctual",
        body: "If you can read this, reminders reach you here.",
      });
      options.wake();
      return found;
    },
  );
};

function missing(id: number): Error {
  return notifierErrors.channelNotFound(`You have no channel ${id}.`);
}

async function refuseFaulty(guard: NetworkGuard, draft: NewChannel): Promise<void> {
  if (draft.kind === "email") {
    throw notifierErrors.channelUnavailable("This server sends no e-mail; use another kind of channel.");
  }
  const [field, fault] =
    draft.kind === "webhook"
      ? ["url", await webhookFault(guard, draft)]
      : ["subscription.endpoint", await guard.check(draft.subscription.endpoint)];
  if (fault !== undefined) {
    throw errors.validationFailed("Nothing can be sent there.", {
      errors: [{ field: String(field), message: fault }],
    });
  }
}

/** What is kept of a new channel. */
function kept(draft: NewChannel) {
  const { kind } = draft;
  switch (kind) {
    case "email":
      return {
        kind,
        name: draft.name ?? draft.address,
        config: { address: draft.address },
        target: draft.address,
      };
    case "web_push": {
      const target = new URL(draft.subscription.endpoint).host;
      return { kind, name: draft.name ?? "Browser", config: { subscription: draft.subscription }, target };
    }
    case "webhook": {
      const secret = draft.secret ?? `whsec_${randomBytes(32).toString("base64")}`;
      const { host } = new URL(draft.url);
      // What follows the host is often the whole secret of a webhook.
      return {
        kind,
        name: draft.name ?? host,
        config: { url: draft.url, format: draft.format, secret },
        target: host,
      };
    }
  }
}
