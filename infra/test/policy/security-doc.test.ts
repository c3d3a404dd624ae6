import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RESOURCE_RULES, STACK_RULES } from "../../policy/rules.ts";

const DOCS = join(import.meta.dirname, "../../../docs");
const lines = readFileSync(join(DOCS, "security.md"), "utf8").split("\n");
const linksOf = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
const cells = (row: string) =>
  row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Rows of the tables whose last column is called so. */
function rowsUnder(column: string): string[] {
  const rows: string[] = [];
  let under = false;
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith("|")) under = false;
    else if (lines[index + 1]?.startsWith("|--")) under = cells(line).at(-1) === column;
    else if (under && !line.startsWith("|--")) rows.push(line);
  }
  return rows;
}

describe("docs/security.md", () => {
  it.each([...new Set(linksOf(lines.join("\n")))].filter((target) => !target.includes("://")))(
    "links to what is there: %s",
    (target) => {
      const [file = "", heading] = target.split("#");
      const path = file === "" ? join(DOCS, "security.md") : join(DOCS, file);
      expect(existsSync(path)).toBe(true);
      if (heading === undefined) return;
      const headings = readFileSync(path, "utf8").match(/^#+ .*$/gm) ?? [];
      const slugs = headings.map((each) =>
        each
          .replace(/^#+ /, "")
          .toLowerCase()
          .replaceAll(/[^\w -]/g, "")
          .replaceAll(" ", "-"),
      );
      expect(slugs).toContain(heading);
    },
  );

  it("names a test for everything that it says holds", () => {
    const rows = rowsUnder("test");
    expect(rows.length).toBeGreaterThan(40);
    const unproven = rows.filter(
      (row) => !linksOf(cells(row).at(-1) ?? "").some((to) => to.endsWith(".test.ts")),
    );
    expect(unproven).toEqual([]);
  });

  it("lists the policy pack's rules, in their words", () => {
    const listed = rowsUnder("what must hold").map((row) => cells(row));
    const rules = [...RESOURCE_RULES, ...STACK_RULES];
    expect(listed).toEqual(
      rules.map(({ name, description }) => [`[\`${name}\`](../infra/policy/rules/${name}.ts)`, description]),
    );
  });
});
