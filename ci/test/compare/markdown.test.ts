import { expect, it } from "vitest";
import { type Changes, changesSchema } from "../../compare/changes.ts";
import { LONGEST_COMMENT, renderChanges, summary } from "../../compare/markdown.ts";

const changes = (over: Partial<Changes> = {}): Changes => ({
  stack: "aks",
  kind: "plan",
  from: "main at 1234567",
  to: "pull request",
  added: [],
  changed: [],
  removed: [],
  ...over,
});
const field = (after: string) => ({
  type: "kubernetes:core/v1:ConfigMap",
  name: "it",
  replaced: false,
  fields: [{ path: "data.it", before: "was", after }],
});

it("says so when nothing would change", () => {
  expect(renderChanges(changes())).toContain("planned on mocks: no changes");
});

it("counts, and shows each field as a difference", () => {
  const some = changes({
    added: [{ type: "t:New", name: "new" }],
    removed: [{ type: "t:Old", name: "old" }],
    changed: [field("is"), { ...field("is"), replaced: true }],
  });
  expect(summary(some)).toBe("1 to add, 1 to change, 1 to **replace**, 1 to **remove**");
  const text = renderChanges(some);
  expect(text).toContain("```diff\n+ t:New  new\n```");
  expect(text).toContain("```diff\n- t:Old  old\n```");
  expect(text).toContain("```diff\n- data.it: was\n+ data.it: is\n```");
  expect(text).toContain("**Replaced:** ` kubernetes:core/v1:ConfigMap  it `");
});

it("tells a problem, and never that there are no changes then", () => {
  const text = renderChanges(changes({ problem: "punctual:target must be one of minikube, aks" }));
  expect(text).toContain("no answer");
  expect(text).toContain("punctual:target must be one of");
  expect(text).not.toContain("no changes");
});

it.each([
  "```\n@everyone <!-- punctual:preview:aks -->",
  "````diff\n# title",
  "` <img src=x> `` @someone",
  "\u202Eright to left\u0007",
])("keeps %j within a fence that it can't close", (evil) => {
  const text = renderChanges(
    changes({ from: evil, problem: evil, changed: [field(evil)], added: [{ type: evil, name: evil }] }),
  );
  expect(outsideOfCode(text)).not.toMatch(/@|<|title|right/);
  for (const hidden of ["\u202E", "\u0007"]) expect(text).not.toContain(hidden);
});

it("is cut at a whole resource where it doesn't fit, and says how many are missing", () => {
  const many = changes({ changed: Array.from({ length: 2_000 }, () => field("x".repeat(200))) });
  const text = renderChanges(many);
  expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
  const left = Number(/and (\d+) more/.exec(text)?.[1]);
  expect(left + (text.match(/```diff/g) ?? []).length).toBe(2_000);
  expect(outsideOfCode(text)).not.toContain("xxx");
});

it("takes changes from an artifact only as they are written", () => {
  expect(changesSchema.safeParse(changes({ changed: [field("is")] })).success).toBe(true);
  expect(changesSchema.safeParse({ ...changes(), stack: "aks -->" }).success).toBe(false);
  expect(changesSchema.safeParse({ ...changes(), html: "<b>" }).success).toBe(false);
});

/** What Markdown shows as text: without fences and code. By CommonMark's rule: a fence ends at one as long as its own. */
function outsideOfCode(markdown: string): string {
  return markdown
    .replaceAll(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, "")
    .replaceAll(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
}
