import { declareError } from "@punctual/service-kit/errors";

/** Errors of signing in, credentials and limits. */
export const peopleErrors = {
  signInFailed: declareError("sign_in_failed", 400, "You could not be signed in"),
  insufficientScope: declareError("insufficient_scope", 403, "The credential may not do this"),
  signInRefused: declareError("sign_in_refused", 403, "You may not come in"),
  signInOff: declareError("sign_in_off", 404, "Nobody signs in here"),
  tokenNotFound: declareError("token_not_found", 404, "There is no such token"),
  tooManyTokens: declareError("too_many_tokens", 409, "There are too many tokens"),
  rateLimited: declareError("rate_limited", 429, "Too many requests"),
} as const;
