import type { ChannelKind } from "@punctual/contracts/channel";
import type { NoticeKind } from "@punctual/contracts/notice";

/** Where a notice's buttons lead. Each is a page that asks before it does anything. */
export interface Links {
  /** Opens the task, or Punctual. */
  readonly open: string;
  readonly acknowledge: string;
  /** Only of the question whether this may come: then it is all that can be done. */
  readonly confirm?: string;
  /** Only of a reminder. */
  readonly complete?: string;
  /** Only of a reminder, shortest first. */
  readonly snooze: readonly { readonly label: string; readonly url: string }[];
  /** Ends this channel; by POST at once (RFC 8058). */
  readonly unsubscribe: string;
}

/** What is to be told, as every channel gets it. */
export interface Message {
  /** The same in every try, and no other message has it: receivers know by it what they have had. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly title: string;
  /** Plain text; may be empty, may have several lines. */
  readonly body: string;
  readonly taskId: number | null;
  /** RFC 3339 in UTC. */
  readonly dueAt: string | null;
  /** RFC 3339 in UTC; of a reminder. */
  readonly remindAt: string | null;
  /** When Punctual began to tell it, RFC 3339 in UTC. */
  readonly createdAt: string;
  /** After this it is worth nothing any more. */
  readonly expiresAt: Date;
  readonly links: Links;
}

/**
 * What came of a try. `failed` is tried again, not before `retryAfterSeconds`; `refused` is not, for the same message
 * would be refused again; `gone` ends the channel too: nobody is there any more.
 */
export type Outcome =
  | { readonly result: "accepted" }
  | { readonly result: "failed"; readonly reason: string; readonly retryAfterSeconds?: number }
  | { readonly result: "refused"; readonly reason: string }
  | { readonly result: "gone"; readonly reason: string };

/** One way of telling people, for one kind of configuration. */
export interface Channel<Config> {
  readonly kind: ChannelKind;
  /**
   * Tries once to tell it, and tells what came of it; never throws for what the other side does, and takes no longer than
   * ten seconds.
   *
   * @param signal ends it early, when the service stops
   */
  send(message: Message, config: Config, signal: AbortSignal): Promise<Outcome>;
}
