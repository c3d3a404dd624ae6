import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where runbooks are. */
export const RUNBOOKS_FOLDER = join(import.meta.dirname, "../../../docs/runbooks");

/** The blocks of code in a page that are of a language, without their fences. @param page its name, without `.md` */
export function blocksOf(page: string, language: string): string[] {
  const text = readFileSync(join(RUNBOOKS_FOLDER, `${page}.md`), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , code = ""]) => code);
}
