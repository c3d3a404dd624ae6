import type { LinkResult } from "@punctual/contracts/notification";

/** What the button of each kind of link says. */
const BUTTONS: Readonly<Record<string, string>> = {
  acknowledge: "Got it",
  complete: "Complete the task",
  snooze: "Remind me later",
  confirm: "Tell me here",
  unsubscribe: "Send nothing here any more",
};

/**
 * The page that a link in a notice leads to, in HTML: a button that posts to the same address. The link is judged only
 * then, so nothing here may be trusted, and nothing of it is shown.
 */
export function linkPage(token: string): string {
  const button = BUTTONS[actionIn(token)] ?? "Go on";
  return page(`<form method="post"><button>${button}</button></form>`);
}

/** The page that says what a link did. */
export function donePage(result: LinkResult): string {
  return page(`<p>${escaped(said(result))}</p>`);
}

function said(result: LinkResult): string {
  switch (result.action) {
    case "acknowledge":
      return "Got it. You won't be told of this again.";
    case "complete":
      return `Done: ${result.title}`;
    case "snooze":
      return `You will be reminded again at ${result.until}: ${result.title}`;
    case "confirm":
      return "Confirmed. Reminders will reach you here.";
    case "unsubscribe":
      return "Nothing will be sent there any more.";
  }
}

function page(content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Punctual</title>
<h1>Punctual</h1>
${content}
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}

function actionIn(token: string): string {
  try {
    const content: unknown = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
    if (typeof content !== "object" || content === null || !("action" in content)) return "";
    return String(content.action);
  } catch {
    return "";
  }
}
