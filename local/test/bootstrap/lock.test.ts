import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { lock, lockHolder, tryLock } from "../../bootstrap/lock.mjs";
import { temporaryFolder } from "../support/temporary.ts";

const MODULE = resolve(import.meta.dirname, "../../bootstrap/lock.mjs");

/** A process that holds a lock until it is killed. */
async function holder(path: string) {
  const script = `import { tryLock } from ${JSON.stringify(MODULE)};
    tryLock(${JSON.stringify(path)}, "builds"); console.log("held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

it("is taken, and free again when released", () => {
  const path = join(temporaryFolder(), "lock");
  const got = tryLock(path, "tests");
  expect(got).toHaveProperty("release");
  expect(lockHolder(path)).toMatchObject({ pid: process.pid, purpose: "tests" });
  if ("release" in got) got.release();
  expect(existsSync(path)).toBe(false);
});

it("tells who holds it", async () => {
  const path = join(temporaryFolder(), "lock");
  const { pid } = await holder(path);
  expect(tryLock(path, "tests")).toMatchObject({ heldBy: { pid, purpose: "builds" } });
});

it("is taken over when its holder was killed, and leaves nothing else behind", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "lock");
  const child = await holder(path);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(tryLock(path, "tests")).toHaveProperty("release");
  expect(readdirSync(folder)).toEqual(["lock"]);
});

it("is taken over when its pid belongs to a later process", () => {
  const path = join(temporaryFolder(), "lock");
  writeFileSync(path, JSON.stringify({ pid: process.pid, identity: "of long ago", purpose: "x" }));
  expect(tryLock(path, "tests")).toHaveProperty("release");
});

it("is taken over when it can't be read", () => {
  const path = join(temporaryFolder(), "lock");
  writeFileSync(path, "{");
  expect(tryLock(path, "tests")).toHaveProperty("release");
});

it("waits for its holder and says so once", async () => {
  const path = join(temporaryFolder(), "lock");
  const child = await holder(path);
  const waited: number[] = [];
  const waiting = lock(path, "tests", (found) => {
    waited.push(found.pid);
    child.kill("SIGKILL");
  });
  await expect(waiting).resolves.toBeTypeOf("function");
  expect(waited).toEqual([child.pid]);
});
