import { buttons } from "../buttons.ts";
import { cut, jsonBytes } from "../cut.ts";
import { type Format, jsonPost } from "./format.ts";

/** ntfy takes JSON of 8,192 bytes; with the links' this stays below, and below the 4,096 that a message may have. */
const MESSAGE_BYTES = 4000;
const TITLE_BYTES = 1000;
/** More, and ntfy refuses all of it. */
const MOST_ACTIONS = 3;
/** https://docs.ntfy.sh/publish/#picking-a-topic */
const TOPIC = /^[\w-]{1,64}$/;
/** https://docs.ntfy.sh/publish/#message-priority */
const PRIORITY = { high: 4, default: 3 };

/** ntfy's "publish as JSON": headers would need every character of another language encoded. */
export const ntfy: Format = {
  gone: [410],
  fault(url) {
    if (TOPIC.test(topicOf(url))) return undefined;
    return "the address must be that of a topic, such as https://ntfy.sh/my-topic";
  },
  request({ kind, title, body, links }, { url }) {
    // JSON is published to the server's root and names its topic.
    const root = new URL(url);
    root.pathname = url.pathname.replace(/[^/]+\/?$/, "");
    // ntfy writes "triggered" in place of an empty message.
    const text =
      body === ""
        ? { message: cut(title, MESSAGE_BYTES, jsonBytes) }
        : { title: cut(title, TITLE_BYTES, jsonBytes), message: cut(body, MESSAGE_BYTES, jsonBytes) };
    return jsonPost(root, {
      topic: topicOf(url),
      ...text,
      click: links.open,
      priority: kind === "reminder" ? PRIORITY.high : PRIORITY.default,
      actions: buttons(links)
        .slice(0, MOST_ACTIONS)
        .map((button) => ({ action: "view", ...button, clear: true })),
    });
  },
};

function topicOf(url: URL): string {
  return /([^/]+)\/?$/.exec(url.pathname)?.[1] ?? "";
}
