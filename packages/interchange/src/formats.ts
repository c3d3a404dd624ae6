import { readCsv } from "./csv/read.ts";
import { writeCsv } from "./csv/write.ts";
import type { Reader, Writer } from "./entry.ts";
import { readIcs } from "./ics/read.ts";
import { writeIcs } from "./ics/write.ts";
import { readJson } from "./json/read.ts";
import { writeJson } from "./json/write.ts";

interface Format {
  readonly read: Reader;
  readonly write: Writer;
  /** Content-Type of what is written. */
  readonly mediaType: string;
  /** Of a file's name, without the dot. */
  readonly extension: string;
}

/** Every format that goes in and out. */
export const FORMATS = {
  json: { read: readJson, write: writeJson, mediaType: "application/x-ndjson", extension: "ndjson" },
  ics: { read: readIcs, write: writeIcs, mediaType: "text/calendar; charset=utf-8", extension: "ics" },
  csv: { read: readCsv, write: writeCsv, mediaType: "text/csv; charset=utf-8", extension: "csv" },
} as const satisfies Record<string, Format>;

/** One of {@link FORMATS}. */
export type FormatName = keyof typeof FORMATS;
/** The names of {@link FORMATS}. */
export const FORMAT_NAMES = Object.keys(FORMATS) as [FormatName, ...FormatName[]];
