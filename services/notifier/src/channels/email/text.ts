import { buttons } from "../buttons.ts";
import type { Message } from "../channel.ts";

/** A mail's plain text. */
export function text({ title, body, links }: Message): string {
  const actions = [{ label: "Open", url: links.open }, ...buttons(links)];
  return [
    title,
    ...(body === "" ? [] : [body]),
    actions.map(({ label, url }) => `${label}: ${url}`).join("\n"),
    `--\nNo more of these e-mails: ${links.unsubscribe}\n`,
  ].join("\n\n");
}
