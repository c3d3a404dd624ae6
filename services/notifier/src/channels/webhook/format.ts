import type { Message } from "../channel.ts";
import type { Post } from "../post.ts";

/** Where a webhook goes. */
export interface WebhookTarget {
  /** As it was given: http:// or https:// */
  readonly url: URL;
  /** `whsec_` and base64; only our own format signs. */
  readonly secret: string;
}

/** How a receiver wants to be told. */
export interface Format {
  /** Statuses by which it says that nobody is there any more. */
  readonly gone: readonly number[];
  /** Why nothing can be sent to an address in this format; undefined if it can. */
  fault?(url: URL): string | undefined;
  /** Makes the request that tells it. */
  request(message: Message, target: WebhookTarget): Post;
}

/** What every format sends with its JSON. */
export const JSON_HEADERS: Post["headers"] = {
  "content-type": "application/json; charset=utf-8",
  "user-agent": "Punctual",
};

/** A POST of JSON. */
export function jsonPost(url: URL, content: object): Post {
  return { url, headers: JSON_HEADERS, body: JSON.stringify(content) };
}
