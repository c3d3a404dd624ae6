import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { actionFaults, type Rules, workflowFaults } from "./support/faults.ts";
import { PERMISSIONS, TRUSTED_WITH_PULL_REQUESTS } from "./support/permissions.ts";
import { commandsHere, ROOT } from "./support/repository.ts";

const WORKFLOWS = globSync(".github/workflows/*", { cwd: ROOT });
const ACTIONS = globSync(".github/actions/**/action.{yml,yaml}", { cwd: ROOT });
const rules: Rules = {
  commands: commandsHere(),
  permissions: PERMISSIONS,
  trusted: TRUSTED_WITH_PULL_REQUESTS,
  exists: (path) =>
    [path, `${path}/action.yml`].some((each) => each.endsWith(".yml") && existsSync(join(ROOT, each))),
};
const textOf = (path: string) => readFileSync(join(ROOT, path), "utf8");

it("knows what there is to run", () => {
  expect(rules.commands.programs.get("ci")?.get("compare")).toContain("--base");
  expect(rules.commands.programs.get("infra")?.has("images")).toBe(true);
  expect(WORKFLOWS.map((path) => basename(path))).toContain("build-and-test.yml");
  expect(ACTIONS).toContain(".github/actions/setup/action.yml");
});

it.each(WORKFLOWS)(
  "%s does nothing that couldn't be done on a laptop, with no more rights than it needs",
  (path) => {
    expect(workflowFaults(basename(path), textOf(path), rules)).toEqual([]);
  },
);

it.each(ACTIONS)("%s does nothing that couldn't be done on a laptop", (path) => {
  expect(actionFaults(textOf(path), rules)).toEqual([]);
});

it("lists permissions and trust only of what is there", () => {
  const files = WORKFLOWS.map((path) => basename(path));
  const named = [
    ...Object.keys(PERMISSIONS),
    ...Object.keys(TRUSTED_WITH_PULL_REQUESTS).map((key) => key.split(" ")[0] ?? ""),
  ];
  expect(named.filter((file) => !files.includes(file))).toEqual([]);
});
