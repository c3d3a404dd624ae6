import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ensureModules } from "../../bootstrap/modules.mjs";
import { temporaryFolder } from "../support/temporary.ts";

/** A clone whose npm does what the script says; each run is noted. */
function clone(script: string) {
  const root = temporaryFolder();
  const runs = join(root, "runs");
  const npm = join(root, "npm-cli.cjs");
  writeFileSync(join(root, "package-lock.json"), "{}");
  writeFileSync(
    npm,
    `const fs = require("node:fs"); fs.appendFileSync(${JSON.stringify(runs)}, process.argv[2] + "\\n");
     fs.rmSync("node_modules", { recursive: true, force: true }); fs.mkdirSync("node_modules"); ${script}`,
  );
  const said: string[] = [];
  return {
    root,
    said,
    ensure: () =>
      ensureModules({
        root,
        node: process.execPath,
        env: { ...process.env, npm_execpath: npm },
        say: (line: string) => said.push(line),
      }),
    runs: () => (existsSync(runs) ? readFileSync(runs, "utf8").trim().split("\n") : []),
  };
}

it("installs once, and again when the lock file changed", async () => {
  const { root, ensure, runs, said } = clone("");
  await ensure();
  await ensure();
  expect(runs()).toEqual(["ci"]);
  writeFileSync(join(root, "package-lock.json"), '{"changed":true}');
  await ensure();
  expect(runs()).toEqual(["ci", "ci"]);
  expect(said).toEqual([
    "installing packages (npm ci): not installed yet",
    "installing packages (npm ci): package-lock.json or Node.js changed",
  ]);
});

it("does an install again that failed, and says plainly what to look at", async () => {
  const { ensure, runs } = clone("process.exit(7)");
  await expect(ensure()).rejects.toThrow(/could not be installed: npm failed \(exit code 7\).*network/);
  await expect(ensure()).rejects.toThrow("exit code 7");
  expect(runs()).toHaveLength(2);
});

it("installs once when two ask at once", async () => {
  const { ensure, runs } = clone("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)");
  await Promise.all([ensure(), ensure()]);
  expect(runs()).toEqual(["ci"]);
});
