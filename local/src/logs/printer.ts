import { styleText } from "node:util";
import type { RawLine } from "./hub.ts";
import { atLeast, type Level, type LogFormat, parseLogLine } from "./parse.ts";

/** What the printer must know of a part. */
export interface LogSource {
  readonly name: string;
  readonly logFormat: LogFormat;
  readonly kind: "service" | "infrastructure";
}

const PART_COLOURS = ["cyan", "magenta", "blue", "green", "yellow"] as const;
const LEVEL_COLOURS = { debug: "dim", info: "reset", warn: "yellow", error: "red" } as const;

/**
 * Gives a function that turns a raw line into what a person reads, or undefined for what is below the level asked for.
 * Without a level, services show from `info` and infrastructure from `warn`.
 */
export function linePrinter(
  sources: readonly LogSource[],
  wanted: Level | undefined,
  colour: boolean,
): (raw: RawLine) => string | undefined {
  const width = Math.max(...sources.map((source) => source.name.length));
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const known = new Map(
    sources.map((source, index) => [
      source.name,
      { source, style: PART_COLOURS[index % PART_COLOURS.length] ?? "cyan", last: "info" as Level },
    ]),
  );
  return ({ part, at, line }) => {
    const entry = known.get(part);
    if (!entry) return undefined;
    const { level, text } = parseLogLine(entry.source.logFormat, line);
    // A line without a level goes on from the one before.
    entry.last = level ?? entry.last;
    if (!atLeast(entry.last, wanted ?? (entry.source.kind === "service" ? "info" : "warn"))) return undefined;
    const prefix = `${paint("dim", at.toISOString().slice(11, 23))} ${paint(entry.style, part.padEnd(width))}`;
    const name = paint(LEVEL_COLOURS[entry.last], entry.last.padEnd(5));
    return `${prefix} ${name} ${text}`;
  };
}

/** Whether to colour what goes to a stream: NO_COLOR and FORCE_COLOR are respected. */
export function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== "0") return true;
  return stream.isTTY === true;
}
