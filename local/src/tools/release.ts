import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { CacheContext } from "./cache.ts";
import { sha256 } from "./checksum.ts";

/** The release can't be had from here, which another way of getting the tool gets around. */
export class ReleaseUnavailable extends Error {
  override name = "ReleaseUnavailable";
}

/** A site that can't be reached must not hold up the other way for long. */
const CONNECT_LIMIT_MS = 5000;
const DOWNLOAD_LIMIT_MS = 10 * 60 * 1000;

/** What a small file says, such as one of checksums. @throws ReleaseUnavailable */
export async function fetchText(url: string, context: CacheContext): Promise<string> {
  return (await get(url, CONNECT_LIMIT_MS, context)).text();
}

/** Downloads a file and checks it. @throws ReleaseUnavailable, or an error that says it is damaged */
export async function download(
  url: string,
  file: string,
  expected: string,
  context: CacheContext,
): Promise<void> {
  const response = await get(url, DOWNLOAD_LIMIT_MS, context);
  if (!response.body) throw new ReleaseUnavailable(`${url} is empty`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
  const found = await sha256(file);
  if (found !== expected)
    throw new Error(`${url} is damaged: its SHA-256 is ${found}, published is ${expected}.`);
}

/** This machine, as Go and the releases of its programs call it. */
export function goPlatform(): { readonly os: string; readonly arch: string } {
  return { os: process.platform, arch: process.arch === "x64" ? "amd64" : process.arch };
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
