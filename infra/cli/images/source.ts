import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CliError } from "../errors.ts";
import { run } from "../process.ts";
import type { Place } from "../run-steps.ts";
import { isInstalled, requireTools } from "../tools.ts";

/** What images are built from (.dockerignore), and by. */
const CONTEXT = ["package.json", "package-lock.json", "packages", "services", ".dockerignore"];
const IGNORED = /(^|\/)(node_modules|test)\/|\.log$/;

/** Names of what images are built from. */
export interface Source {
  /** `src-` and 16 hexadecimal digits: the same as long as the files are. */
  readonly tag: string;
  /** The commit, for labels; ends in `-dirty` when files differ from it. */
  readonly revision: string;
}

/**
 * Names the working tree's state.
 *
 * @param how the images are built: another way is another name
 * @param tag instead of one made from the files, where this is no clone
 * @throws CliError when there is no Git, or this is no clone, and no tag is given
 */
export async function sourceOf(place: Place, how: readonly string[], tag?: string): Promise<Source> {
  const git = (...args: string[]) => run({ tool: "git", args }, place);
  if (tag !== undefined && !isInstalled("git", place.env)) return { tag, revision: "unknown" };
  requireTools(["git"], place.env);
  const [files, head, changes] = [
    await git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...CONTEXT),
    await git("rev-parse", "HEAD"),
    await git("status", "--porcelain", "--", ...CONTEXT),
  ];
  const revision = head.ok ? `${head.stdout.trim()}${changes.stdout ? "-dirty" : ""}` : "unknown";
  if (tag !== undefined) return { tag, revision };
  if (!files.ok) {
    throw new CliError(`This is no clone, so images have no name by their content: name one with --tag.`);
  }
  return { tag: `src-${fingerprint(place.cwd, files.stdout.split("\0"), how)}`, revision };
}

/** One name for the content of files, by their paths below a folder; what was deleted doesn't count. */
function fingerprint(folder: string, paths: readonly string[], how: readonly string[]): string {
  const hash = createHash("sha256").update(`${how.join("\0")}\n`);
  for (const path of [...new Set(paths)].sort()) {
    if (!path || IGNORED.test(path) || !existsSync(join(folder, path))) continue;
    const content = createHash("sha256")
      .update(readFileSync(join(folder, path)))
      .digest("hex");
    hash.update(`${path}\0${content}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}
