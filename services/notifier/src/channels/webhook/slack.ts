import { buttons } from "../buttons.ts";
import { cut } from "../cut.ts";
import { type Format, jsonPost } from "./format.ts";

/** A section's text may have 3,000 characters: https://docs.slack.dev/reference/block-kit/blocks/section-block */
const SECTION_CHARACTERS = 3000;
const TITLE_CHARACTERS = 500;

/** Slack's incoming webhooks: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export const slack: Format = {
  // 404: the webhook or its channel was removed.
  gone: [404, 410],
  request({ title, body, links }, { url }) {
    const heading = cut(title, TITLE_CHARACTERS, escapedLength);
    // As links: Slack shows a warning beside buttons of apps that have no server of their own.
    const elements = [{ label: "Open", url: links.open }, ...buttons(links)].map((button) =>
      mrkdwn(`<${escaped(button.url)}|${escaped(button.label)}>`),
    );
    return jsonPost(url, {
      text: escaped(heading),
      // Our links are for people; Slack would fetch them all.
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        section(`*${escaped(heading.replaceAll("*", "∗"))}*`),
        ...(body === "" ? [] : [section(escaped(cut(body, SECTION_CHARACTERS, escapedLength)))]),
        { type: "context", elements },
      ],
    });
  },
};

function section(text: string) {
  return { type: "section", text: mrkdwn(text) };
}

/** `verbatim` keeps Slack from finding mentions in the text. */
function mrkdwn(text: string) {
  return { type: "mrkdwn", text, verbatim: true };
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function escapedLength(text: string): number {
  return escaped(text).length;
}
