import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { summarise } from "../release/runner-files.ts";
import type { Changes } from "./changes.ts";
import { renderChanges, summary } from "./markdown.ts";

/** The file of an artifact that holds {@link Changes}. */
export const CHANGES_FILE = "changes.json";

/**
 * Writes changes as data for another job and as a page for a person, whole; shows them on the page of the run where
 * there is one (GITHUB_STEP_SUMMARY).
 *
 * @returns one line for a person
 */
export function writeChanges(changes: Changes, folder: string, env: NodeJS.ProcessEnv): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, CHANGES_FILE), `${JSON.stringify(changes, null, 1)}\n`);
  writeFileSync(join(folder, "changes.md"), `## ${changes.stack}\n\n${renderChanges(changes, Infinity)}`);
  summarise(`## ${changes.stack}\n\n${renderChanges(changes)}`, env);
  return `${changes.stack}: ${summary(changes)}; the whole is in ${folder}`;
}
