import type { Writer } from "../entry.ts";
import { FORMAT, FORMAT_VERSION } from "./format.ts";

/** Writes Punctual's own format: a header, then a record a line. Nothing is lost. */
export const writeJson: Writer = async function* (records, { at }) {
  yield `${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, exported_at: at })}\n`;
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
};
