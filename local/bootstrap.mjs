// `node local/bootstrap.mjs TARGET [args...]`: makes sure of Node.js (the version in .node-version) and of this
// clone's packages, then runs TARGET. Needs nothing installed, and runs on Node.js 20.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDir } from "./bootstrap/cache-dir.mjs";
import { ensureModules } from "./bootstrap/modules.mjs";
import { ensureNode } from "./bootstrap/node.mjs";
import { run } from "./bootstrap/run.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [target, ...args] = process.argv.slice(2);
const { env } = process;

/** @param {string} line */
const say = (line) => console.error(`bootstrap: ${line}`);

if (target === undefined) {
  say("usage: node local/bootstrap.mjs TARGET [args...]");
  process.exit(2);
}
try {
  const pin = readFileSync(join(root, ".node-version"), "utf8").trim();
  const node = await ensureNode({ pin, cache: cacheDir(env), env, say });
  await ensureModules({ root, node, env, say });
  process.exitCode = await run({ root, node, target, args, env });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
