import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** A part may fill twice this: the present file and the one before. */
const LIMIT_BYTES = 10 * 1024 * 1024;

/** Appends lines to a file; a full one becomes `<file>.1`. Written at once, so that nothing is lost with the process. */
export interface RotatingFile {
  write(line: string): void;
  close(): void;
}

/** Opens a log file, making its folder. */
export function openRotatingFile(path: string, limitBytes = LIMIT_BYTES): RotatingFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let fd = openSync(path, "a", 0o600);
  let size = fstatSync(fd).size;
  return {
    write(line) {
      if (size > limitBytes) {
        closeSync(fd);
        renameSync(path, `${path}.1`);
        fd = openSync(path, "a", 0o600);
        size = 0;
      }
      size += writeSync(fd, `${line}\n`);
    },
    close: () => closeSync(fd),
  };
}
