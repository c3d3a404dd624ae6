/** What the button of each kind of link says. */
const BUTTONS: Readonly<Record<string, string>> = {
  acknowledge: "Got it",
  unsubscribe: "Send nothing here any more",
};

/**
 * The page that a link in a notice leads to, in HTML: a button that posts to the same address. The link is judged only
 * then, so nothing here may be trusted, and nothing of it is shown.
 */
export function linkPage(token: string): string {
  const button = BUTTONS[actionIn(token)] ?? "Go on";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Punctual</title>
<h1>Punctual</h1>
<form method="post"><button>${button}</button></form>
</html>
`;
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
