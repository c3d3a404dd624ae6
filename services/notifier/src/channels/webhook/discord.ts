import { buttons } from "../buttons.ts";
import { cut } from "../cut.ts";
import { type Format, jsonPost } from "./format.ts";

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const TITLE_CHARACTERS = 256;
const DESCRIPTION_CHARACTERS = 4096;

/** Discord's webhooks: https://docs.discord.com/developers/resources/webhook#execute-webhook */
export const discord: Format = {
  // Discord answers 404 for a webhook that was removed, and blocks who goes on.
  gone: [404, 410],
  request({ title, body, createdAt, links }, { url }) {
    const actions = buttons(links)
      .map((button) => `[${button.label}](${button.url})`)
      .join(" · ");
    const text = cut(body, DESCRIPTION_CHARACTERS - actions.length - 2);
    return jsonPost(url, {
      embeds: [
        {
          title: cut(title, TITLE_CHARACTERS),
          url: links.open,
          description: text === "" ? actions : `${text}\n\n${actions}`,
          timestamp: createdAt,
        },
      ],
      // A task named "@everyone" must not call everyone.
      allowed_mentions: { parse: [] },
    });
  },
};
