import {
  type ChannelView,
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
import { keptChannel } from "../domain/kept-channel.ts";
import { notifierErrors } from "../errors.ts";
import type { Mail } from "../sending/mail.ts";
import { changeChannel, countChannels, deleteChannel, keepChannel, listChannels } from "../store/channels.ts";
import { countConfirmations, keepNotice } from "../store/notices.ts";

/** More than these nobody needs. */
const MOST_CHANNELS = 20;
/** Questions to addresses that a person may have sent within a day: each goes to somebody who may not want it. */
const MOST_CONFIRMATIONS = 10;

/** What the routes need. */
export interface ChannelRoutesOptions {
  readonly pool: pg.Pool;
  readonly guard: NetworkGuard;
  readonly mail: Pick<Mail, "isSetUp">;
  readonly appApiToken: string;
  /** Told that there is a notice to be sent. */
  readonly wake: () => void;
}

/** `/api/channels/…`: a person's channels, for chat-api by service invocation. */
export const channelRoutes: FastifyPluginAsyncZod<ChannelRoutesOptions> = async (app, options) => {
  const { pool } = options;
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
      await refuseFaulty(options, draft);
      if ((await countChannels(pool, userId)) >= MOST_CHANNELS) {
        throw notifierErrors.tooManyChannels(`Delete one first: there are ${MOST_CHANNELS} at most.`);
      }
      const { channel: made, secret } = await keepChannel(pool, {
        userId,
        requestKey,
        ...keptChannel(draft),
      });
      if (made.state === "unconfirmed") await askToConfirm(options, userId, made);
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
      if (found.state === "unconfirmed") {
        await askToConfirm(options, userId, found);
        return found;
      }
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

async function refuseFaulty({ guard, mail }: ChannelRoutesOptions, draft: NewChannel): Promise<void> {
  if (draft.kind === "email") {
    const isSetUp = await mail.isSetUp().catch((cause: unknown) => {
      throw errors.dependencyUnavailable("The mail server's settings can't be read now; try again soon.", {
        cause,
      });
    });
    if (isSetUp) return;
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

/** Asks whoever reads an address whether they want to be told there: it may be somebody else's. */
async function askToConfirm(
  { pool, wake }: ChannelRoutesOptions,
  userId: string,
  { id: channelId, name }: ChannelView,
): Promise<void> {
  if ((await countConfirmations(pool, userId)) >= MOST_CONFIRMATIONS) {
    throw notifierErrors.tooManyChannels(
      `You asked ${MOST_CONFIRMATIONS} times within a day; try again tomorrow.`,
    );
  }
  await keepNotice(pool, {
    ...{ userId, channelId, kind: "confirmation" },
    title: "Should Punctual remind you here?",
    body: `Somebody wants Punctual to send reminders to ${name}. If it wasn't you, do nothing: no more will come.`,
  });
  wake();
}
