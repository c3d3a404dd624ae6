import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Changes } from "./changes.ts";
import { renderChanges } from "./markdown.ts";

/** The file of an artifact that holds {@link Changes}. */
export const CHANGES_FILE = "changes.json";

/**
 * Writes changes as data for another job and as a page for a person, whole; shows them on the page of the run where
 * there is one (GITHUB_STEP_SUMMARY).
 *
 * @returns what fits on a screen
 */
export function writeChanges(changes: Changes, folder: string, env: NodeJS.ProcessEnv): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, CHANGES_FILE), `${JSON.stringify(changes, null, 1)}\n`);
  writeFileSync(join(folder, "changes.md"), `## ${changes.stack}\n\n${renderChanges(changes, Infinity)}`);
  const page = `## ${changes.stack}\n\n${renderChanges(changes)}`;
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, page);
  return page;
}
