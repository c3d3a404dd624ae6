import { type DataPaths, logFile } from "../data/paths.ts";
import { openRotatingFile, type RotatingFile } from "./rotating-file.ts";

/** A line of a part as it came, and when. */
export interface RawLine {
  readonly part: string;
  readonly at: Date;
  readonly line: string;
}

/** Takes the lines of all parts: writes each to its part's file and passes it on. */
export interface LogHub {
  write(part: string, line: string): void;
  /** The last lines of a part, oldest first. */
  tail(part: string): readonly string[];
  close(): void;
}

const TAIL_LINES = 30;

/** Opens a hub over the data folder's logs. */
export function openLogHub(paths: DataPaths, onLine: (line: RawLine) => void): LogHub {
  const files = new Map<string, RotatingFile>();
  const tails = new Map<string, string[]>();
  return {
    write(part, line) {
      const at = new Date();
      const file = files.get(part) ?? openRotatingFile(logFile(paths, part));
      files.set(part, file);
      // The time in front lets `logs` put the lines of several parts in order, whatever their formats.
      file.write(`${at.toISOString()} ${line}`);
      const tail = tails.get(part) ?? [];
      tail.push(line);
      tails.set(part, tail.slice(-TAIL_LINES));
      onLine({ part, at, line });
    },
    tail: (part) => tails.get(part) ?? [],
    close() {
      for (const file of files.values()) file.close();
      files.clear();
    },
  };
}
