import type { Message } from "../channel.ts";
import { cut, jsonBytes } from "../cut.ts";

/** What fits into the one record of 4,096 bytes that push services must take (RFC 8291 section 4). */
export const PAYLOAD_BYTES = 3993;
const TITLE_BYTES = 1000;

/** What a service worker gets, as JSON: {id, kind, title, body, task_id, links}. The body is cut first. */
export function pushPayload({ id, kind, title, body, taskId, links }: Message): string {
  const rest = { id, kind, title: cut(title, TITLE_BYTES, jsonBytes), body: "", task_id: taskId };
  const whole = { ...rest, links };
  // Links don't get so long but by a very long public address; then opening it has to do.
  const content = bytesOf(whole) <= PAYLOAD_BYTES ? whole : { ...rest, links: { open: links.open } };
  return JSON.stringify({ ...content, body: cut(body, PAYLOAD_BYTES - bytesOf(content), jsonBytes) });
}

function bytesOf(content: object): number {
  return Buffer.byteLength(JSON.stringify(content));
}
