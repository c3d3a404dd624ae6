import { closeSync, openSync, readSync, statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { readIfThere } from "../data/files.ts";
import { type DataPaths, logFile } from "../data/paths.ts";
import type { RawLine } from "./hub.ts";

const POLL_MS = 100;

/** The last lines that the printer lets through, of all given parts in the order of time. */
export function lastLines(
  paths: DataPaths,
  parts: readonly string[],
  print: (raw: RawLine) => string | undefined,
  count: number,
): string[] {
  if (count === 0) return [];
  return parts
    .flatMap((part) => {
      const path = logFile(paths, part);
      return `${readIfThere(`${path}.1`) ?? ""}${readIfThere(path) ?? ""}`
        .split("\n")
        .map((line) => parseStored(part, line))
        .filter((raw) => raw !== undefined)
        .map((raw) => ({ at: raw.at.getTime(), text: print(raw) }));
    })
    .filter((line): line is { at: number; text: string } => line.text !== undefined)
    .sort((a, b) => a.at - b.at)
    .slice(-count)
    .map((line) => line.text);
}

/** Hands on lines as they are written, until the process ends. */
export async function followLogs(
  paths: DataPaths,
  parts: readonly string[],
  onLine: (raw: RawLine) => void,
): Promise<never> {
  const followed = parts.map((part) => {
    const path = logFile(paths, part);
    return { part, path, offset: size(path)?.bytes ?? 0, inode: size(path)?.inode, rest: "" };
  });
  for (;;) {
    for (const file of followed) {
      const now = size(file.path);
      if (!now) continue;
      // A full file was renamed: go on with the new one from its beginning.
      if (now.inode !== file.inode) Object.assign(file, { inode: now.inode, offset: 0, rest: "" });
      if (now.bytes === file.offset) continue;
      const lines = (file.rest + readFrom(file.path, file.offset, now.bytes)).split("\n");
      file.offset = now.bytes;
      file.rest = lines.pop() ?? "";
      for (const line of lines) {
        const raw = parseStored(file.part, line);
        if (raw) onLine(raw);
      }
    }
    await delay(POLL_MS);
  }
}

/** A stored line is the time, a space, and what the part wrote. */
function parseStored(part: string, line: string): RawLine | undefined {
  const at = new Date(line.slice(0, 24));
  return Number.isNaN(at.getTime()) ? undefined : { part, at, line: line.slice(25) };
}

function size(path: string): { bytes: number; inode: number } | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && { bytes: stat.size, inode: stat.ino };
}

function readFrom(path: string, from: number, to: number): string {
  const fd = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(to - from);
    return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, from)).toString("utf8");
  } finally {
    closeSync(fd);
  }
}
