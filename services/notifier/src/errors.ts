import { declareError } from "@punctual/service-kit/errors";

/** Errors that only notifier answers with. */
export const notifierErrors = {
  linkInvalid: declareError("link_invalid", 410, "The link is not valid any more"),
  channelNotFound: declareError("channel_not_found", 404, "There is no such channel"),
  channelUnavailable: declareError("channel_unavailable", 409, "Channels of this kind aren't set up here"),
  tooManyChannels: declareError("too_many_channels", 409, "There are too many channels"),
} as const;
