import { createWriteStream } from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { CacheContext } from "./cache.ts";
import { sha256 } from "./checksum.ts";
import { PINS } from "./pins.ts";
import { run } from "./run.ts";

/** The release can't be reached from here, which a build gets around. */
export class ReleaseUnavailable extends Error {
  override name = "ReleaseUnavailable";
}

/** A site that can't be reached must not hold up the build for long. */
const CONNECT_LIMIT_MS = 5000;
const DOWNLOAD_LIMIT_MS = 10 * 60 * 1000;

/**
 * Puts the released programs into a folder, each checked against the checksum published with it.
 * Rejects with ReleaseUnavailable where the site can't be reached or has nothing for this machine.
 */
export async function fetchDapr(folder: string, context: CacheContext): Promise<void> {
  const os = process.platform;
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  context.report(`looks for the release of Dapr ${PINS.dapr.version}`);
  await Promise.all(
    PINS.dapr.programs.map(async (program) => {
      const url = PINS.dapr.archive(program, os, arch);
      const expected = /\b[0-9a-f]{64}\b/.exec(
        await (await get(`${url}.sha256`, CONNECT_LIMIT_MS, context)).text(),
      )?.[0];
      if (expected === undefined) throw new ReleaseUnavailable(`${url}.sha256 holds no checksum`);
      context.report(`downloads ${program} ${PINS.dapr.version}`);
      const response = await get(url, DOWNLOAD_LIMIT_MS, context);
      if (!response.body) throw new ReleaseUnavailable(`${url} is empty`);
      const archive = join(folder, `${program}.tar.gz`);
      await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
      const found = await sha256(archive);
      if (found !== expected)
        throw new Error(`${url} is damaged: its SHA-256 is ${found}, published is ${expected}.`);
      await run("tar", ["-xzf", archive, "-C", folder, program]);
      await chmod(join(folder, program), 0o755);
      await rm(archive);
    }),
  );
}

async function get(url: string, limitMs: number, context: CacheContext): Promise<Response> {
  const signals = [AbortSignal.timeout(limitMs), ...(context.signal ? [context.signal] : [])];
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.any(signals) });
  } catch (cause) {
    context.signal?.throwIfAborted();
    throw new ReleaseUnavailable(`${new URL(url).host} can't be reached`, { cause });
  }
  if (!response.ok) throw new ReleaseUnavailable(`${url} answered ${response.status}`);
  return response;
}
