import { styleText } from "node:util";
import type { DataPaths } from "../data/paths.ts";
import type { Observed } from "../observe/addresses.ts";
import { GRAFANA_ADVICE } from "../tools/grafana.ts";

/** What is told of a platform that runs. */
interface Ready {
  readonly url: string;
  readonly paths: DataPaths;
  readonly detached: boolean;
  readonly colour: boolean;
  readonly observed: Observed | undefined;
}

/** Puts a word in quotes for a shell. */
function shellQuote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What to know and try once everything runs; the curl line works when pasted from any folder. */
export function readyBlock({ url, paths, detached, colour, observed }: Ready): string {
  const bold = (text: string) => (colour ? styleText("bold", text, { validateStream: false }) : text);
  return [
    "",
    bold("Punctual is ready."),
    "",
    `  API            ${bold(url)}`,
    `  MCP            ${bold(`${url}/mcp`)}`,
    `  Your token     in ${paths.token}`,
    ...(observed
      ? [
          `  Prometheus     ${bold(observed.prometheus)}`,
          `  Alerts         ${bold(`${observed.prometheus}/alerts`)}`,
          `  Grafana        ${observed.grafana ? bold(observed.grafana) : `is not installed: ${GRAFANA_ADVICE}`}`,
        ]
      : []),
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
