// Makes sure that node_modules holds what package-lock.json says, installed by the Node.js that will use it.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { lock } from "./lock.mjs";
import { npm } from "./npm.mjs";

/**
 * @param {{ root: string, pinnedIn?: string, node: string, env: NodeJS.ProcessEnv, say: (line: string) => void }} options
 *   `root` has the lockfile, `pinnedIn` (by default the same) has .node-version
 */
export async function ensureModules({ root, pinnedIn = root, node, env, say }) {
  const stamp = join(root, "node_modules", ".punctual-lock");
  const wanted = fingerprint(root, pinnedIn, node);
  if (read(stamp) === wanted) return;

  // Beside node_modules would dirty the clone, and inside it npm would remove the lock: so by the clone's path.
  const place = join(tmpdir(), `punctual-${process.getuid?.() ?? 0}`);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  const release = await lock(
    join(place, `install-${name}.lock`),
    "installs this clone's packages",
    (holder) => say(`waits for process ${holder.pid}, which ${holder.purpose}`),
  );
  try {
    const found = read(stamp);
    if (found === wanted) return;
    say(
      `installing packages${root === pinnedIn ? "" : ` of ${basename(root)}/`} (npm ci): ${found === undefined ? "not installed yet" : "package-lock.json or Node.js changed"}`,
    );
    rmSync(stamp, { force: true });
    await npm(["ci", "--no-audit", "--no-fund"], {
      node,
      cwd: root,
      env: { ...env, PATH: `${dirname(node)}${delimiter}${env.PATH ?? ""}` },
      missing: "The packages could not be installed",
    });
    // Last, so that an interrupted install is done again.
    writeFileSync(stamp, wanted);
  } finally {
    release();
  }
}

/** @param {string} root @param {string} pinnedIn @param {string} node */
function fingerprint(root, pinnedIn, node) {
  // Which Node.js it is costs a process to ask; one that isn't running us is the pinned one. Packages that were built
  // for a major version run on all of it.
  const version = node === process.execPath ? process.versions.node : read(join(pinnedIn, ".node-version"));
  const major = version?.split(".")[0];
  const lockfile = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return `${lockfile} node ${major} ${process.platform}-${process.arch}\n`;
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
