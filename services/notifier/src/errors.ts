import { declareError } from "@punctual/service-kit/errors";

/** Errors that only notifier answers with. */
export const notifierErrors = {
  linkInvalid: declareError("link_invalid", 410, "The link is not valid any more"),
} as const;
