/** Dapr app ids, one for each service: the names that service invocation, scopes and access control know. */
export const APP_IDS = {
  chatApi: "chat-api",
  notifier: "notifier",
  recurrence: "recurrence",
} as const;

/** The app id of one of our services. */
export type AppId = (typeof APP_IDS)[keyof typeof APP_IDS];
