import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lock } from "../../bootstrap/lock.mjs";

/** What cached tools share. */
export interface CacheContext {
  /** The cache folder, shared by clones. */
  readonly cache: string;
  readonly report: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** A folder of the cache: how to know that it is right, and how to make it. */
export interface CachedFolder {
  /** Says what it holds and which version: another version is another folder. */
  readonly name: string;
  /** Checked at each use; a folder that fails is made anew. */
  intact(folder: string): Promise<boolean>;
  /** Fills an empty temporary folder. */
  make(folder: string): Promise<void>;
}

/**
 * The path of a cached folder, made if it is missing, half made or broken. It appears by rename, so nobody sees a
 * part of it; concurrent callers, in this process or another, wait for the one that makes it.
 */
export async function cached(entry: CachedFolder, context: CacheContext): Promise<string> {
  const folder = join(context.cache, entry.name);
  if (await usable(entry, folder)) return folder;
  mkdirSync(context.cache, { recursive: true });
  const release = await lock(
    `${folder}.lock`,
    `makes ${entry.name}`,
    (holder) => context.report(`waits for process ${holder.pid}, which ${holder.purpose}`),
    context.signal,
  );
  try {
    if (await usable(entry, folder)) return folder;
    removeAbandoned(context.cache, `${entry.name}.tmp-`);
    const temporary = mkdtempSync(`${folder}.tmp-`);
    try {
      await entry.make(temporary);
      writeFileSync(join(temporary, ".complete"), "");
      rmSync(folder, { recursive: true, force: true });
      renameSync(temporary, folder);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
    return folder;
  } finally {
    release();
  }
}

/** Removes what a process left that was killed while it made the folder; only the lock's holder may. */
function removeAbandoned(cache: string, prefix: string): void {
  for (const name of readdirSync(cache)) {
    if (name.startsWith(prefix)) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

async function usable(entry: CachedFolder, folder: string): Promise<boolean> {
  if (!existsSync(join(folder, ".complete"))) return false;
  try {
    return await entry.intact(folder);
  } catch {
    return false;
  }
}
