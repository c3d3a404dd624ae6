import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { run } from "../../infra/cli/process.ts";
import type { Recorded } from "../../infra/plan/record.ts";
import { CiFailed } from "../failure.ts";

/** Folders with a lockfile of their own. */
const PACKAGES = [".", "infra"];

/**
 * The resources of a stack as a tree of the repository plans them on mocks, in a process of its own.
 *
 * @throws CiFailed with what the plan said, such as a configuration that is refused
 */
export async function planIn(tree: string, stack: string): Promise<Recorded[]> {
  // Not `npm run infra -- plan`: this entry has been the same since there are plans, so that old commits have it too.
  const text = await told(process.execPath, ["infra/plan/json.ts", stack], tree);
  // Where the tree happens to be is no difference.
  return JSON.parse(text.replaceAll(tree, ".")) as Recorded[];
}

/**
 * A commit's tree with the packages that it needs, for as long as `use` takes.
 *
 * @param root a clone with its packages installed
 */
export async function withCommit<T>(
  root: string,
  commit: string,
  use: (tree: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "punctual-base-"));
  const tree = join(folder, "tree");
  try {
    await told("git", ["worktree", "add", "--detach", tree, commit], root);
    for (const below of PACKAGES) await givePackages(join(root, below), join(tree, below));
    return await use(tree);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await told("git", ["worktree", "prune"], root);
  }
}

/** Borrows what is installed where both were locked alike; installs where they weren't. */
async function givePackages(from: string, to: string): Promise<void> {
  if (lockOf(from) === lockOf(to)) borrow(join(from, "node_modules"), join(to, "node_modules"));
  else await told("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], to);
}

const lockOf = (folder: string) => readFileSync(join(folder, "package-lock.json"), "utf8");

/** Others' packages by links into another tree; our own as that tree links them, so that they are this tree's. */
function borrow(from: string, to: string): void {
  const OWN = "@punctual";
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name !== OWN) symlinkSync(join(from, name), join(to, name));
  }
  cpSync(join(from, OWN), join(to, OWN), { recursive: true, verbatimSymlinks: true });
}

/** Runs a program that anybody who is here has. @returns what it said @throws CiFailed with the end of it when it fails */
export async function told(tool: string, args: readonly string[], cwd: string): Promise<string> {
  const { ok, stdout, stderr } = await run({ tool, args }, { env: process.env, cwd });
  if (ok) return stdout;
  const said = (stderr.trim() || stdout.trim()).split("\n").slice(-30).join("\n");
  throw new CiFailed(`${basename(tool)} ${args.slice(0, 3).join(" ")} failed:\n${said}`);
}
