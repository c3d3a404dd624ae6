// `node local/bootstrap.mjs [--with FOLDER] TARGET [args...]`: makes sure of Node.js (the version in .node-version), of
// this clone's packages and of those of FOLDER, which has a lockfile of its own, then runs TARGET. Needs nothing
// installed, and runs on Node.js 20.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDir } from "./bootstrap/cache-dir.mjs";
import { ensureModules } from "./bootstrap/modules.mjs";
import { ensureNode } from "./bootstrap/node.mjs";
import { run } from "./bootstrap/run.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { extra, target, args } = parse(process.argv.slice(2));
const { env } = process;

/** @param {string} line */
const say = (line) => console.error(`bootstrap: ${line}`);

if (target === undefined) {
  say("usage: node local/bootstrap.mjs [--with FOLDER] TARGET [args...]");
  process.exit(2);
}
try {
  const pin = readFileSync(join(root, ".node-version"), "utf8").trim();
  const node = await ensureNode({ pin, cache: cacheDir(env), env, say });
  await ensureModules({ root, node, env, say });
  if (extra !== undefined) await ensureModules({ root: join(root, extra), pinnedIn: root, node, env, say });
  process.exitCode = await run({ root, node, target, args, env });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/**
 * @param {string[]} argv
 * @returns {{ extra: string | undefined, target: string | undefined, args: string[] }}
 */
function parse(argv) {
  const [first, second, ...rest] = argv;
  if (first === "--with") return { extra: second, target: rest[0], args: rest.slice(1) };
  return { extra: undefined, target: first, args: argv.slice(1) };
}
