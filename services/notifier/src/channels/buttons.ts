import type { Links } from "./channel.ts";

/** A link that says what it does. */
export interface Button {
  readonly label: string;
  readonly url: string;
}

/** What one can do about a message besides opening it, the likeliest first. */
export function buttons({ acknowledge, complete, confirm, snooze }: Links): readonly Button[] {
  if (confirm !== undefined) return [{ label: "Yes, tell me here", url: confirm }];
  const done = complete === undefined ? [] : [{ label: "Complete", url: complete }];
  return [...done, ...snooze, { label: "Got it", url: acknowledge }];
}
