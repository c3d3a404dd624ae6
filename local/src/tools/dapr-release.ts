import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CacheContext } from "./cache.ts";
import { PINS } from "./pins.ts";
import { download, fetchText, goPlatform, ReleaseUnavailable } from "./release.ts";
import { run } from "./run.ts";

/**
 * Puts the released programs into a folder, each checked against the checksum published with it.
 * Rejects with ReleaseUnavailable where the site can't be reached or has nothing for this machine.
 */
export async function fetchDapr(folder: string, context: CacheContext): Promise<void> {
  const { os, arch } = goPlatform();
  context.report(`looks for the release of Dapr ${PINS.dapr.version}`);
  await Promise.all(
    PINS.dapr.programs.map(async (program) => {
      const url = PINS.dapr.archive(program, os, arch);
      const expected = /\b[0-9a-f]{64}\b/.exec(await fetchText(`${url}.sha256`, context))?.[0];
      if (expected === undefined) throw new ReleaseUnavailable(`${url}.sha256 holds no checksum`);
      context.report(`downloads ${program} ${PINS.dapr.version}`);
      const archive = join(folder, `${program}.tar.gz`);
      await download(url, archive, expected, context);
      await run("tar", ["-xzf", archive, "-C", folder, program]);
      await chmod(join(folder, program), 0o755);
      await rm(archive);
    }),
  );
}
