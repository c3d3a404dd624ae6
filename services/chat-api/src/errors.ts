import { declareError } from "@punctual/service-kit/errors";

/** Errors that only chat-api answers with. */
export const chatApiErrors = {
  taskNotFound: declareError("task_not_found", 404, "There is no such task"),
  projectNotFound: declareError("project_not_found", 404, "There is no such project"),
  tagNotFound: declareError("tag_not_found", 404, "There is no such tag"),
  filterNotFound: declareError("filter_not_found", 404, "There is no such saved filter"),
  channelNotFound: declareError("channel_not_found", 404, "There is no such channel"),
  undoNotFound: declareError("undo_not_found", 404, "There is nothing to undo"),
  conversationNotFound: declareError("conversation_not_found", 404, "There is no such conversation"),
  conversationChanged: declareError("conversation_changed", 409, "The conversation has changed meanwhile"),
  channelUnavailable: declareError("channel_unavailable", 409, "Channels of this kind aren't set up here"),
  tooManyChannels: declareError("too_many_channels", 409, "There are too many channels"),
  nameTaken: declareError("name_taken", 409, "The name is taken"),
  changedSince: declareError("changed_since", 409, "It has been changed since"),
  nothingToSnooze: declareError("nothing_to_snooze", 409, "There is no reminder to put off"),
  notRecurring: declareError("not_recurring", 409, "The task has no next occurrence"),
  notInTrash: declareError("not_in_trash", 409, "The task isn't in the trash"),
  tagInUse: declareError("tag_in_use", 409, "Too many tasks have the tag"),
  projectNotEmpty: declareError("project_not_empty", 409, "The project still has tasks"),
  keyInUse: declareError("idempotency_key_reused", 422, "The Idempotency-Key was used for something else"),
  versionChanged: declareError("version_changed", 412, "Somebody else has changed it meanwhile"),
  linkInvalid: declareError("link_invalid", 410, "The link is not valid any more"),
  originNotAllowed: declareError("origin_not_allowed", 403, "Pages of other sites may not call this"),
  tooManyStreams: declareError("too_many_streams", 429, "Too many streams are open"),
  queryInvalid: declareError("query_invalid", 400, "The query can't be read"),
  cursorInvalid: declareError("cursor_invalid", 400, "The cursor can't be read"),
} as const;
