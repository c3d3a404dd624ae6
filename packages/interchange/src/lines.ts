import { LIMITS } from "./limits.ts";

/** One line of a file, without its end. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  /** Why the text can't be used; null when it can. */
  readonly fault: string | null;
}

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Takes UTF-8 apart into lines ended by LF or CRLF, however it is cut into chunks: one array for each chunk that ends a
 * line. Holds no more than one line, of at most `maxBytes`: the rest of a longer one is passed over.
 */
export async function* linesOf(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number = LIMITS.lineBytes,
): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  const hold = (bytes: Uint8Array) => {
    // One byte more than may be is enough to know that it is too long.
    if (heldBytes <= maxBytes) held.push(bytes.slice(0, maxBytes + 1 - heldBytes));
    heldBytes += bytes.length;
  };
  const take = (): Line => {
    number += 1;
    const line = lineOf(number, held.length === 1 && held[0] ? held[0] : Buffer.concat(held), maxBytes);
    held = [];
    heldBytes = 0;
    return line;
  };

  for await (const chunk of source) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      hold(chunk.subarray(from, end));
      lines.push(take());
      from = end + 1;
      if (number === LIMITS.lines) {
        const fault = `a file may have ${LIMITS.lines.toLocaleString("en")} lines; split it`;
        yield [...lines, { number: number + 1, text: "", fault }];
        return;
      }
    }
    if (from < chunk.length) hold(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (heldBytes > 0) yield [take()];
}

function lineOf(number: number, bytes: Uint8Array, maxBytes: number): Line {
  if (bytes.length > maxBytes) {
    return { number, text: "", fault: `must have at most ${maxBytes.toLocaleString("en")} bytes` };
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { number, text: "", fault: "must be UTF-8; save the file with that encoding" };
  }
  if (number === 1) text = text.replace(BYTE_ORDER_MARK, "");
  if (text.includes("\0")) return { number, text: "", fault: "must not contain the character U+0000" };
  return { number, text: text.endsWith("\r") ? text.slice(0, -1) : text, fault: null };
}
