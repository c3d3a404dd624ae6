import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tell } from "../support/tell.ts";
import { scannersHere } from "./support/scanners-here.ts";

const ROOT = join(import.meta.dirname, "../..");
const scanners = scannersHere(process.env);

/** Beside ours: what nobody should write. */
const FAULTY = `
on: pull_request_target
jobs:
  it:
    runs-on: ubuntu-24.04
    needs: nothing
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.event.pull_request.head.sha }}
      - run: echo "\${{ github.event.pull_request.title }}"
`;
let root: string;
const ours = () => join(root, "ours");
const faulty = () => join(root, "faulty");
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "punctual-workflows-"));
  cpSync(join(ROOT, ".github"), join(ours(), ".github"), { recursive: true });
  mkdirSync(join(faulty(), ".github/workflows"), { recursive: true });
  writeFileSync(join(faulty(), ".github/workflows/it.yml"), FAULTY);
  // actionlint looks for workflows at the root of a repository.
  for (const folder of [ours(), faulty()]) mkdirSync(join(folder, ".git"));
});
afterAll(() => rmSync(root, { recursive: true }));

describe("actionlint", () => {
  const its = it.skipIf(scanners.actionlint === undefined);
  // Neither of these is on every machine, and no step of ours has a script that they would look at.
  const lint = (cwd: string) =>
    tell(scanners.actionlint ?? "", ["-shellcheck=", "-pyflakes=", "-no-color", "-oneline"], "", { cwd });

  its("finds nothing in our workflows", async () => {
    expect(await lint(ours())).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  its("finds a job that waits for one that isn't there", async () => {
    const { code, stdout } = await lint(faulty());
    expect(code).toBe(1);
    expect(stdout).toContain("[job-needs]");
    expect(stdout).toContain("potentially untrusted");
  });
});

describe("zizmor", () => {
  const its = it.skipIf(scanners.zizmor === undefined);
  const audit = async (cwd: string) => {
    const args = ["--offline", "--quiet", "--format", "json", "--no-exit-codes", "."];
    const { code, stdout, stderr } = await tell(scanners.zizmor ?? "", args, "", { cwd });
    if (code !== 0) throw new Error(`zizmor ended with ${code}:\n${stderr}`);
    return (JSON.parse(stdout) as { ident: string; desc: string }[]).map(
      ({ ident, desc }) => `${ident}: ${desc}`,
    );
  };

  its("finds nothing in our workflows and actions", async () => {
    expect(await audit(ours())).toEqual([]);
  });

  its("finds what a workflow does with a stranger's words", async () => {
    const found = (await audit(faulty())).join("\n");
    for (const rule of ["dangerous-triggers", "template-injection", "unpinned-uses"])
      expect(found).toContain(rule);
  });
});
