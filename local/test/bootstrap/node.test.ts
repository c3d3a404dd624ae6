import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ensureNode } from "../../bootstrap/node.mjs";
import { temporaryFolder } from "../support/temporary.ts";

const OLD = { version: "v20.20.2", execPath: process.execPath };

/** An npm whose `install` makes a node that prints a version. */
function fakeNpm(folder: string, prints: string): NodeJS.ProcessEnv {
  const npm = join(folder, "npm-cli.cjs");
  writeFileSync(
    npm,
    `const fs = require("node:fs"); fs.mkdirSync("node_modules/node/bin", { recursive: true });
     fs.writeFileSync("node_modules/node/bin/node", "#!/bin/sh\\necho ${prints}\\n", { mode: 0o755 });`,
  );
  return { ...process.env, npm_execpath: npm };
}

function ensure(cache: string, env: NodeJS.ProcessEnv, running = OLD, said: string[] = []) {
  return ensureNode({ pin: "24.21.0", cache, env, running, say: (line: string) => said.push(line) });
}

it("uses the Node.js that runs when it is new enough", async () => {
  const cache = join(temporaryFolder(), "cache");
  const running = { version: "v24.0.0", execPath: "/running/node" };
  expect(await ensure(cache, {}, running)).toBe("/running/node");
  expect(existsSync(cache)).toBe(false);
});

it("installs the pinned one into the cache, and finds it there the next time", async () => {
  const folder = temporaryFolder();
  const said: string[] = [];
  const node = await ensure(join(folder, "cache"), fakeNpm(folder, "v24.21.0"), OLD, said);
  expect(node).toBe(join(folder, "cache", "node-24.21.0", "node_modules", "node", "bin", "node"));
  expect(said).toEqual([expect.stringContaining("Node.js 24.21.0 is needed and this is v20.20.2")]);
  expect(await ensure(join(folder, "cache"), { npm_execpath: "/none/npm-cli.js" })).toBe(node);
});

it("makes a half installed one anew", async () => {
  const folder = temporaryFolder();
  const bin = join(folder, "cache", "node-24.21.0", "node_modules", "node", "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "node"), "half");
  chmodSync(join(bin, "node"), 0o755);
  const node = await ensure(join(folder, "cache"), fakeNpm(folder, "v24.21.0"));
  expect(node).toBe(join(bin, "node"));
  expect(existsSync(join(folder, "cache", "node-24.21.0", ".complete"))).toBe(true);
});

it("refuses one that does not run, and leaves nothing in the cache", async () => {
  const folder = temporaryFolder();
  await expect(ensure(join(folder, "cache"), fakeNpm(folder, "v18.0.0"))).rejects.toThrow(/does not run/);
  expect(readdirSync(join(folder, "cache"))).toEqual([]);
});
