import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type CachedFolder, cached } from "../../src/tools/cache.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** A tool that is one file with known content; its making is counted. */
function tool(make = async (folder: string) => writeFileSync(join(folder, "tool"), "right")) {
  const entry: CachedFolder & { made: number } = {
    name: "tool-1.0",
    made: 0,
    intact: async (folder) => readFileSync(join(folder, "tool"), "utf8") === "right",
    async make(folder) {
      entry.made += 1;
      await make(folder);
    },
  };
  return entry;
}

const quiet = (cache: string) => ({ cache, report: () => {} });

it("makes a folder once", async () => {
  const cache = temporaryFolder();
  const entry = tool();
  expect(await cached(entry, quiet(cache))).toBe(join(cache, "tool-1.0"));
  await cached(entry, quiet(cache));
  expect(entry.made).toBe(1);
});

it("makes it once when several ask at once", async () => {
  const cache = temporaryFolder();
  const entry = tool();
  await Promise.all([1, 2, 3].map(() => cached(entry, quiet(cache))));
  expect(entry.made).toBe(1);
});

it("makes a broken one anew", async () => {
  const cache = temporaryFolder();
  const entry = tool();
  const folder = await cached(entry, quiet(cache));
  writeFileSync(join(folder, "tool"), "brok");
  await cached(entry, quiet(cache));
  expect(entry.made).toBe(2);
  expect(readFileSync(join(folder, "tool"), "utf8")).toBe("right");
});

it("makes one anew that was never completed", async () => {
  const cache = temporaryFolder();
  const entry = tool();
  const folder = await cached(entry, quiet(cache));
  rmSync(join(folder, ".complete"));
  await cached(entry, quiet(cache));
  expect(entry.made).toBe(2);
});

it("leaves nothing behind when making fails, and can be tried again", async () => {
  const cache = temporaryFolder();
  const failing = tool(async () => {
    throw new Error("no network");
  });
  await expect(cached(failing, quiet(cache))).rejects.toThrow("no network");
  expect(readdirSync(cache)).toEqual([]);
  await cached(tool(), quiet(cache));
  expect(readdirSync(cache)).toEqual(["tool-1.0"]);
});

it("removes what was left when making was killed", async () => {
  const cache = temporaryFolder();
  mkdirSync(join(cache, "tool-1.0.tmp-abc"));
  await cached(tool(), quiet(cache));
  expect(readdirSync(cache)).toEqual(["tool-1.0"]);
});
