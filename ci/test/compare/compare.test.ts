import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { compare } from "../../compare/compare.ts";

/** Stands for the real program: one resource, made of what it imports, what it borrows, and where it is. */
const PLAN = `
import { version } from "@punctual/own";
import { other } from "other";
const [stack] = process.argv.slice(2);
const inputs = { stack, version, other, folder: import.meta.dirname };
console.log(JSON.stringify([{ type: "t:It", name: "it", inputs, secretInputs: [], provider: "", dependsOn: [], protect: false }]));
`;
let root: string;
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
    cwd: root,
    stdio: "pipe",
  });
const commit = (message: string) => {
  git("add", "--all");
  git("commit", "--message", message);
};
const ownVersion = (version: number) => write("own/index.mjs", `export const version = ${version};\n`);

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "punctual-compare-"));
  git("init", "--initial-branch", "main");
  write(".gitignore", "node_modules\n");
  for (const folder of ["", "infra/"]) {
    write(`${folder}package.json`, `{"name": "it", "version": "1.0.0", "type": "module"}`);
    write(
      `${folder}package-lock.json`,
      `{"name": "it", "version": "1.0.0", "lockfileVersion": 3, "packages": {}}`,
    );
    write(`${folder}node_modules/other/index.js`, "exports.other = 'borrowed';\n");
    mkdirSync(join(root, folder, "node_modules/@punctual"), { recursive: true });
    const up = folder === "" ? "../.." : "../../..";
    symlinkSync(`${up}/own`, join(root, folder, "node_modules/@punctual/own"));
  }
  write("own/package.json", `{"name": "@punctual/own", "version": "1.0.0", "main": "index.mjs"}`);
  ownVersion(1);
  write("infra/plan/json.ts", PLAN);
  commit("base");
});
afterEach(() => rmSync(root, { recursive: true }));

const request = () => ({ root, stack: "aks", base: "main" });

it("finds nothing in the same commit, wherever it is checked out", async () => {
  expect(await compare(request())).toMatchObject({
    planned: true,
    changes: { added: [], changed: [], removed: [] },
  });
});

it("sees a change in a package of ours, from where the branch began", async () => {
  git("checkout", "-b", "feature");
  ownVersion(2);
  commit("feature");
  git("checkout", "main");
  ownVersion(3);
  commit("later on main");
  git("checkout", "feature");
  const { changes } = await compare(request());
  expect(changes.changed).toEqual([
    { type: "t:It", name: "it", replaced: false, fields: [{ path: "version", before: "1", after: "2" }] },
  ]);
  expect(changes.problem).toBeUndefined();
});

it("installs the base's own packages where it was locked otherwise", async () => {
  git("checkout", "-b", "feature");
  for (const lock of ["package-lock.json", "infra/package-lock.json"]) {
    write(lock, `{"name": "it", "version": "1.0.1", "lockfileVersion": 3, "packages": {}}`);
  }
  commit("other packages");
  // The base locks no package, so that what was borrowed before is missing now.
  expect((await compare(request())).changes.problem).toMatch(
    /base can't be planned[\s\S]*Cannot find package/,
  );
});

it("tells why the base can't be planned, and counts everything as added", async () => {
  git("checkout", "-b", "feature");
  git("checkout", "main");
  write("infra/plan/json.ts", "throw new Error('no plan yet');\n");
  git("commit", "--all", "--amend", "--message", "base that can't");
  git("checkout", "-b", "other");
  write("infra/plan/json.ts", PLAN);
  commit("repaired");
  const { planned, changes } = await compare(request());
  expect(planned).toBe(true);
  expect(changes).toMatchObject({
    added: [{ type: "t:It", name: "it" }],
    problem: expect.stringContaining("no plan yet"),
  });
});

it("tells why the tree can't be planned", async () => {
  write("infra/plan/json.ts", "throw new Error('punctual:target is missing');\n");
  const { planned, changes } = await compare(request());
  expect(planned).toBe(false);
  expect(changes.problem).toContain("punctual:target is missing");
});

it("leaves no tree behind", async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith("punctual-base-"));
  await compare(request());
  expect(git("worktree", "list").toString().trim().split("\n")).toHaveLength(1);
  const left = readdirSync(tmpdir()).filter(
    (name) => name.startsWith("punctual-base-") && !before.includes(name),
  );
  expect(left).toEqual([]);
});
