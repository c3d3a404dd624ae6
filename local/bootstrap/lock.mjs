// A lock between processes, as a file made by link(2): it appears whole or not at all, and tells who holds it.
// Plain JavaScript without dependencies, as the bootstrap needs it before anything is installed.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { processIdentity } from "./identity.mjs";

/**
 * @typedef {{ pid: number, identity: string, purpose: string }} Holder Who holds a lock; `identity` tells a process
 *   from a later one with the same pid.
 */

/** @param {string} path @returns {Holder | undefined} */
export function lockHolder(path) {
  const holder = readHolder(path);
  return holder && processIdentity(holder.pid) === holder.identity ? holder : undefined;
}

/** @param {string} path @returns {Holder | undefined} */
function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock, or tells who has it. A lock whose holder is dead is taken over.
 *
 * @param {string} path
 * @param {string} purpose what the holder does, for those who wait
 * @returns {{ release: () => void } | { heldBy: Holder }}
 */
export function tryLock(path, purpose) {
  const mine = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const identity = processIdentity(process.pid) ?? "";
  writeFileSync(mine, JSON.stringify({ pid: process.pid, identity, purpose }), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(mine, path);
        return { release: () => releaseLock(path, identity) };
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
      }
      const holder = lockHolder(path);
      if (holder) return { heldBy: holder };
      takeAway(path);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Takes the lock, waiting for its holder.
 *
 * @param {string} path
 * @param {string} purpose
 * @param {(holder: Holder) => void} [onWait] called once per holder that is waited for
 * @param {AbortSignal} [signal]
 * @returns {Promise<() => void>} releases the lock
 */
export async function lock(path, purpose, onWait, signal) {
  let waitedFor = 0;
  for (;;) {
    const got = tryLock(path, purpose);
    if ("release" in got) return got.release;
    if (got.heldBy.pid !== waitedFor) onWait?.(got.heldBy);
    waitedFor = got.heldBy.pid;
    await delay(100, undefined, signal ? { signal } : {});
  }
}

/** Moves a dead holder's lock out of the way; puts it back when someone else took it meanwhile. @param {string} path */
function takeAway(path) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return;
    throw error;
  }
  if (lockHolder(aside)) {
    try {
      linkSync(aside, path);
    } catch {
      // A third process holds it by now; then it is that one's.
    }
  }
  rmSync(aside, { force: true });
}

/** @param {string} path @param {string} identity */
function releaseLock(path, identity) {
  const holder = readHolder(path);
  if (holder?.pid === process.pid && holder.identity === identity) rmSync(path, { force: true });
}
