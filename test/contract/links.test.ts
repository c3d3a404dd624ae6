import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const PAGES = globSync("{README.md,docs/**/*.md}", { cwd: ROOT });

/** Relative links of a page, without their anchors. */
function linksIn(page: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

test("there are pages with links", () => {
  expect(PAGES.flatMap(linksIn).length).toBeGreaterThan(50);
});

test.each(PAGES)("%s links only to what is there", (page) => {
  expect(linksIn(page).filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
});
