import { APP_IDS } from "@punctual/contracts/apps";
import {
  type ChannelPatch,
  type ChannelView,
  channel,
  channelList,
  madeChannel,
  type NewChannel,
} from "@punctual/contracts/channel";
import { type Problem, problem } from "@punctual/contracts/problem";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { errors } from "@punctual/service-kit/errors";
import type { z } from "zod";
import { chatApiErrors } from "../errors.ts";

/** A person's channels, which the notifier keeps. Each call throws dependency_unavailable where it can't be reached. */
export interface Channels {
  list(userId: string): Promise<readonly ChannelView[]>;
  /** @param requestKey by which the same request is known when it comes again */
  make(userId: string, draft: NewChannel, requestKey?: string): Promise<z.infer<typeof madeChannel>>;
  change(userId: string, id: number, patch: ChannelPatch): Promise<ChannelView>;
  delete(userId: string, id: number): Promise<void>;
  /** Sends a notice by this channel alone; how that went, the channel says soon. */
  test(userId: string, id: number): Promise<ChannelView>;
}

/** Makes the notifier's client. */
export function createChannels(dapr: Pick<Dapr, "invoke">): Channels {
  async function ask(what: string, body: object): Promise<unknown> {
    try {
      return await dapr.invoke(APP_IDS.notifier, "POST", `/api/channels/${what}`, body);
    } catch (error) {
      throw said(problemIn(error)) ?? unreachable(error);
    }
  }

  return {
    async list(user_id) {
      return read(channelList, await ask("list", { user_id })).items;
    },
    async make(user_id, draft, request_key) {
      return read(madeChannel, await ask("make", { user_id, request_key, channel: draft }));
    },
    async change(user_id, channel_id, patch) {
      return read(channel, await ask("change", { user_id, channel_id, patch }));
    },
    async delete(user_id, channel_id) {
      await ask("delete", { user_id, channel_id });
    },
    async test(user_id, channel_id) {
      return read(channel, await ask("test", { user_id, channel_id }));
    },
  };
}

function read<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(answer);
  if (error) throw unreachable(error);
  return data;
}

function unreachable(cause: unknown): Error {
  return errors.dependencyUnavailable("The notifier can't be reached now; try again soon.", { cause });
}

/** What the notifier refuses is the caller's to mend: it is said as the notifier said it. */
function said(given: Problem | undefined): Error | undefined {
  if (!given) return undefined;
  const { code, detail, errors: fields } = given;
  switch (code) {
    case "validation_failed":
      return errors.validationFailed(detail, { errors: fields ?? [] });
    case "channel_not_found":
      return chatApiErrors.channelNotFound(detail);
    case "channel_unavailable":
      return chatApiErrors.channelUnavailable(detail);
    case "too_many_channels":
      return chatApiErrors.tooManyChannels(detail);
    default:
      return undefined;
  }
}

function problemIn(error: unknown): Problem | undefined {
  if (!(error instanceof DaprError) || error.body === undefined) return undefined;
  try {
    return problem.safeParse(JSON.parse(error.body)).data;
  } catch {
    return undefined;
  }
}
