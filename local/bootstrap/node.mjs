// Makes sure of a Node.js that runs TypeScript: the one that runs us, a cached one, or one that npm installs.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lock } from "./lock.mjs";
import { npm } from "./npm.mjs";

/**
 * @param {{ pin: string, cache: string, env: NodeJS.ProcessEnv, say: (line: string) => void,
 *   running?: { version: string, execPath: string } }} options `pin` is a full version, as in `.node-version`
 * @returns {Promise<string>} the path of a node binary whose major version is the pin's or newer
 */
export async function ensureNode({
  pin,
  cache,
  env,
  say,
  running = { version: process.version, execPath: process.execPath },
}) {
  const wanted = Number(pin.split(".")[0]);
  if (Number(running.version.slice(1).split(".")[0]) >= wanted) return running.execPath;

  const home = join(cache, `node-${pin}`);
  const binary = join(home, "node_modules", "node", "bin", "node");
  const complete = join(home, ".complete");
  if (existsSync(complete) && existsSync(binary)) return binary;

  mkdirSync(cache, { recursive: true });
  const release = await lock(join(cache, `node-${pin}.lock`), `installs Node.js ${pin}`, (holder) =>
    say(`waits for process ${holder.pid}, which ${holder.purpose}`),
  );
  try {
    if (existsSync(complete) && runs(binary, pin)) return binary;
    say(`Node.js ${pin} is needed and this is ${running.version}: installing it into ${home}`);
    // What a process left that was killed while it installed.
    for (const name of readdirSync(cache)) {
      if (name.startsWith(`node-${pin}.tmp-`)) rmSync(join(cache, name), { recursive: true, force: true });
    }
    const temporary = mkdtempSync(join(cache, `node-${pin}.tmp-`));
    try {
      writeFileSync(join(temporary, "package.json"), '{"private":true}\n');
      await npm(["install", `node@${pin}`, "--no-audit", "--no-fund", "--no-save", "--loglevel=error"], {
        node: running.execPath,
        cwd: temporary,
        env,
        missing: `Node.js ${pin} could not be installed`,
      });
      if (!runs(join(temporary, "node_modules", "node", "bin", "node"), pin)) {
        throw new Error(
          `Node.js ${pin} was installed but does not run on this machine. Install Node.js ${wanted} or newer yourself.`,
        );
      }
      writeFileSync(join(temporary, ".complete"), "");
      rmSync(home, { recursive: true, force: true });
      renameSync(temporary, home);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
    return binary;
  } finally {
    release();
  }
}

/** @param {string} binary @param {string} version */
function runs(binary, version) {
  return spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout?.trim() === `v${version}`;
}
