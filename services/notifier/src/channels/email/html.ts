import { buttons } from "../buttons.ts";
import type { Message } from "../channel.ts";

/** The only colours: all others are the mail program's, light or dark. White on it has a contrast of 6.7:1 (WCAG AA). */
const BUTTON =
  "display:inline-block;margin:0 8px 8px 0;padding:10px 16px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none;font-weight:600";
const PAGE = "margin:0 auto;max-width:600px;padding:24px 16px;font:16px/1.5 system-ui,sans-serif";

/** A mail's HTML: no pictures, no scripts, nothing that is fetched. */
export function html({ title, body, links }: Message): string {
  const paragraph = body === "" ? "" : `<p>${escaped(body).replace(/\r\n?|\n/g, "<br>\n")}</p>\n`;
  const actions = [{ label: "Open", url: links.open }, ...buttons(links)]
    .map(({ label, url }) => `<a href="${escaped(url)}" style="${BUTTON}">${escaped(label)}</a>`)
    .join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(title)}</title>
</head>
<body style="${PAGE}">
<h1 style="font-size:20px;margin:0 0 12px">${escaped(title)}</h1>
${paragraph}<p>${actions}</p>
<hr>
<p><small><a href="${escaped(links.unsubscribe)}">No more of these e-mails</a></small></p>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
