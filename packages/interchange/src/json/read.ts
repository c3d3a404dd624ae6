import { z } from "zod";
import { type Entry, failure, type Reader } from "../entry.ts";
import { type Line, linesOf } from "../lines.ts";
import { interchangeRecord } from "../record.ts";
import { FORMAT, FORMAT_VERSION } from "./format.ts";

const header = z.strictObject({
  format: z.literal(FORMAT, `must be "${FORMAT}"`),
  version: z.literal(FORMAT_VERSION, `must be ${FORMAT_VERSION}; this file is of a newer Punctual`),
  exported_at: z.string().optional(),
});

/** Reads Punctual's own format: a header, then a record a line. */
export const readJson: Reader = async function* (source) {
  let headed = false;
  for await (const lines of linesOf(source)) {
    for (const line of lines) {
      if (line.fault === null && line.text.trim() === "") continue;
      const value = parse(line);
      if ("kind" in value) {
        yield value;
        // What isn't JSON at its start is no such file: thousands of lines need not be told so.
        if (!headed) return;
      } else if (headed) yield* record(line.number, value.json);
      else {
        const refused = refusalOf(line.number, value.json);
        if (refused) {
          yield refused;
          return;
        }
        headed = true;
      }
    }
  }
  if (!headed) yield failure(1, null, "the file is empty");
};

function parse(line: Line): { readonly json: unknown } | ReturnType<typeof failure> {
  if (line.fault !== null) return failure(line.number, null, line.fault);
  try {
    return { json: JSON.parse(line.text) };
  } catch (error) {
    return failure(line.number, null, `must be one JSON object: ${(error as Error).message}`);
  }
}

function refusalOf(line: number, json: unknown): Entry | undefined {
  const parsed = header.safeParse(json);
  if (parsed.success) return undefined;
  const [issue] = parsed.error.issues;
  const expected = `{"format":"${FORMAT}","version":${FORMAT_VERSION}}`;
  return failure(
    line,
    issue?.path.join(".") || null,
    `the first line must be ${expected}: ${issue?.message}`,
  );
}

function* record(line: number, json: unknown): Generator<Entry> {
  const parsed = interchangeRecord.safeParse(json);
  if (parsed.success) {
    yield { kind: "record", line, record: parsed.data };
    return;
  }
  for (const issue of parsed.error.issues) yield failure(line, issue.path.join(".") || null, issue.message);
}
