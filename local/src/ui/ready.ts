import { styleText } from "node:util";
import type { DataPaths } from "../data/paths.ts";

/** Puts a word in quotes for a shell. */
function shellQuote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What to know and try once everything runs; the curl line works when pasted from any folder. */
export function readyBlock(url: string, paths: DataPaths, detached: boolean, colour: boolean): string {
  const bold = (text: string) => (colour ? styleText("bold", text, { validateStream: false }) : text);
  return [
    "",
    bold("Punctual is ready."),
    "",
    `  API            ${bold(url)}`,
    `  MCP            ${bold(`${url}/mcp`)}`,
    `  Your token     in ${paths.token}`,
    "",
    "Try next:",
    "",
    `  curl -sS ${url}/api/tasks -H "Authorization: Bearer $(cat ${shellQuote(paths.token)})" -H 'content-type: application/json' -d '{"title": "Water the plants"}'`,
    "",
    "  npm run local -- status    npm run local -- logs -f    npm run local -- stop",
    ...(detached ? [] : ["", "Ctrl-C stops everything."]),
    "",
  ].join("\n");
}
