import type { Entry, Reader, ReadOptions } from "@punctual/interchange/entry";
import type { InterchangeRecord, InterchangeTask } from "@punctual/interchange/record";

/** What reading a text gave, apart. */
export interface Outcome {
  readonly records: InterchangeRecord[];
  readonly tasks: InterchangeTask[];
  /** `line severity field: message`. */
  readonly problems: string[];
}

const OPTIONS: ReadOptions = { timeZone: "Europe/Berlin", project: null };

/** Reads a text or bytes, cut into chunks of `size` bytes. */
export async function read(
  reader: Reader,
  given: string | Uint8Array,
  options: Partial<ReadOptions> & { readonly size?: number } = {},
): Promise<Outcome> {
  const bytes = typeof given === "string" ? Buffer.from(given) : given;
  const entries: Entry[] = [];
  for await (const entry of reader(chunks(bytes, options.size ?? 1000), { ...OPTIONS, ...options })) {
    entries.push(entry);
  }
  const records = entries.flatMap((entry) => (entry.kind === "record" ? [entry.record] : []));
  return {
    records,
    tasks: records.filter((record) => record.kind === "task"),
    problems: entries.flatMap((entry) =>
      entry.kind === "problem"
        ? [`${entry.line} ${entry.severity} ${entry.field ?? "-"}: ${entry.message}`]
        : [],
    ),
  };
}

/** Bytes in chunks of one size, as a network might cut them. */
export async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
