import { declareError } from "@punctual/service-kit/errors";

/** Errors that only chat-api answers with. */
export const chatApiErrors = {
  taskNotFound: declareError("task_not_found", 404, "There is no such task"),
  conversationNotFound: declareError("conversation_not_found", 404, "There is no such conversation"),
  conversationChanged: declareError("conversation_changed", 409, "The conversation has changed meanwhile"),
  linkInvalid: declareError("link_invalid", 410, "The link is not valid any more"),
  originNotAllowed: declareError("origin_not_allowed", 403, "Pages of other sites may not call this"),
  cursorInvalid: declareError("cursor_invalid", 400, "The cursor can't be read"),
} as const;
