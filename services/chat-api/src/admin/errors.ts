import { declareError } from "@punctual/service-kit/errors";

/** Errors that operators alone see. */
export const adminErrors = {
  userNotFound: declareError("user_not_found", 404, "There is no such user"),
  userExists: declareError("user_exists", 409, "There is such a user already"),
} as const;
