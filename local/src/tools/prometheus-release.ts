import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { CacheContext } from "./cache.ts";
import { parseChecksums } from "./checksum.ts";
import { PINS } from "./pins.ts";
import { download, fetchText, goPlatform, ReleaseUnavailable } from "./release.ts";
import { run } from "./run.ts";

const { version, programs, releases } = PINS.prometheus;

/**
 * Puts the released programs into a folder, checked against the checksum published with them.
 * Rejects with ReleaseUnavailable where the site can't be reached or has nothing for this machine.
 */
export async function fetchPrometheus(folder: string, context: CacheContext): Promise<void> {
  const { os, arch } = goPlatform();
  const name = PINS.prometheus.archive(os, arch);
  context.report(`looks for the release of Prometheus ${version}`);
  const sums = parseChecksums(await fetchText(`${releases}/sha256sums.txt`, context));
  const expected = sums.find((line) => line.name === name)?.sha256;
  if (expected === undefined) throw new ReleaseUnavailable(`Prometheus ${version} has no ${name}`);
  context.report(`downloads Prometheus ${version}`);
  const archive = join(folder, name);
  await download(`${releases}/${name}`, archive, expected, context);
  const inside = name.replace(/\.tar\.gz$/, "");
  const files = programs.map((program) => `${inside}/${program}`);
  await run("tar", ["-xzf", archive, "-C", folder, "--strip-components=1", ...files]);
  await rm(archive);
}
