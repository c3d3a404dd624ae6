import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Texts kept in a file that is gone when the process is, since memory is dear. */
export interface Spool {
  /** Adds a text; its index is how many were added before. */
  add(text: string): Promise<void>;
  /** Texts by their indexes, in that order. */
  read(indexes: readonly number[]): Promise<string[]>;
  close(): Promise<void>;
}

/** Bytes that are written at once. */
const BUFFER_BYTES = 256 * 1024;

/** Makes an empty spool in the system's temporary folder. */
export async function createSpool(): Promise<Spool> {
  const directory = await mkdtemp(join(tmpdir(), "punctual-import-"));
  let file: FileHandle;
  try {
    file = await open(join(directory, "spool"), "wx+", 0o600);
  } finally {
    // An open file stays for as long as it's open, and for nobody else.
    await rm(directory, { recursive: true });
  }
  const ends: number[] = [0];
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let written = 0;

  async function flush(): Promise<void> {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await file.write(bytes, 0, bytes.length, written);
    written += bytes.length;
  }

  return {
    async add(text) {
      const bytes = Buffer.from(text);
      waiting.push(bytes);
      waitingBytes += bytes.length;
      ends.push((ends.at(-1) ?? 0) + bytes.length);
      if (waitingBytes >= BUFFER_BYTES) await flush();
    },
    async read(indexes) {
      if (waitingBytes > 0) await flush();
      const texts: string[] = [];
      for (const index of indexes) {
        const from = ends[index] ?? 0;
        const bytes = Buffer.alloc((ends[index + 1] ?? from) - from);
        await file.read(bytes, 0, bytes.length, from);
        texts.push(bytes.toString());
      }
      return texts;
    },
    close: () => file.close(),
  };
}
