import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { reasonOf } from "../failure.ts";
import type { CacheContext } from "./cache.ts";
import { run } from "./run.ts";

/**
 * Takes programs out of a package of this Debian or Ubuntu, as apt finds and verifies it, without installing anything:
 * neither rights nor lists that somebody else has fetched are needed, and nothing outside the folder is written.
 *
 * @param files paths inside the package, such as `usr/bin/promtool`; they end up in the folder under their last name
 * @throws an error that says why the package can't be had
 */
export async function takeFromDebian(
  packageName: string,
  files: readonly string[],
  folder: string,
  context: CacheContext,
): Promise<void> {
  const work = mkdtempSync(join(folder, "apt-"));
  const signal = context.signal ? { signal: context.signal } : {};
  const apt = (state: string | undefined, ...args: string[]) =>
    run("apt-get", ["--quiet", ...options(work, state), ...args], { cwd: work, ...signal });
  try {
    context.report(`downloads Debian's package ${packageName}`);
    // What the machine knows of its packages may be missing or out of date: then its lists are fetched for us alone.
    await apt(undefined, "download", packageName).catch(async () => {
      context.signal?.throwIfAborted();
      context.report("fetches Debian's lists of packages");
      const state = join(work, "state");
      mkdirSync(join(state, "lists", "partial"), { recursive: true });
      // It fails when a single source does, of which the package may well not be.
      const update = await apt(state, "update").catch(reasonOf);
      context.signal?.throwIfAborted();
      context.report(`downloads Debian's package ${packageName}`);
      await apt(state, "download", packageName).catch((cause: unknown) => {
        throw new Error(`${reasonOf(cause)}\n${update}`, { cause });
      });
    });
    const file = readdirSync(work).find((name) => name.endsWith(".deb"));
    if (file === undefined) throw new Error(`apt-get downloaded no package ${packageName}`);
    await run("dpkg-deb", ["-x", join(work, file), join(work, "tree")], signal);
    for (const path of files) cpSync(join(work, "tree", path), join(folder, basename(path)));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param state where lists are kept; the machine's own when absent */
function options(work: string, state: string | undefined): string[] {
  const set = [
    `Dir::Cache=${join(work, "cache")}`,
    ...(state === undefined ? [] : [`Dir::State=${state}`]),
    // Root would become an account that may not write here.
    ...(process.getuid?.() === 0 ? ["APT::Sandbox::User=root"] : []),
  ];
  return set.flatMap((option) => ["-o", option]);
}
