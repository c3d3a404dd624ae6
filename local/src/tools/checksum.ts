import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** The SHA-256 of a file, in hex. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** One line of a checksum file as sha256sum writes it. */
export interface ChecksumLine {
  readonly name: string;
  readonly sha256: string;
}

/** Reads the lines of a checksum file; throws on a line that is none. */
export function parseChecksums(text: string): ChecksumLine[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const match = /^([0-9a-f]{64}) [ *]?(\S+)$/.exec(line.trim());
      if (!match?.[1] || !match[2]) throw new Error(`Not a line of a checksum file: ${line}`);
      return { sha256: match[1], name: match[2] };
    });
}
