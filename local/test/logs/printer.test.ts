import { describe, expect, it } from "vitest";
import type { Level } from "../../src/logs/parse.ts";
import { type LogSource, linePrinter } from "../../src/logs/printer.ts";

const SOURCES: readonly LogSource[] = [
  { name: "chat-api", logFormat: "pino", kind: "service" },
  { name: "kafka", logFormat: "kafka", kind: "infrastructure" },
];
const at = new Date("2026-11-23T12:00:00.123Z");

function shown(part: string, lines: readonly string[], wanted?: Level) {
  const print = linePrinter(SOURCES, wanted, false);
  return lines.map((line) => print({ part, at, line })).filter((text) => text !== undefined);
}

describe("linePrinter", () => {
  it("puts time, part and level in front", () => {
    expect(shown("kafka", ["[x] WARN low on disk (L)"])).toEqual([
      "12:00:00.123 kafka    warn  low on disk (L)",
    ]);
  });

  it("shows services from info and infrastructure from warn", () => {
    expect(shown("chat-api", ['{"level":20,"msg":"a"}', '{"level":30,"msg":"b"}'])).toHaveLength(1);
    expect(shown("kafka", ["[x] INFO a (L)", "[x] WARN b (L)"])).toHaveLength(1);
  });

  it("shows what was asked for", () => {
    expect(shown("kafka", ["[x] DEBUG a (L)"], "debug")).toHaveLength(1);
    expect(shown("chat-api", ['{"level":40,"msg":"b"}'], "error")).toEqual([]);
  });

  it("lets lines without a level follow the one before", () => {
    expect(
      shown("kafka", ["[x] INFO quiet (L)", "\tat hidden", "[x] ERROR loud (L)", "\tat seen"]),
    ).toHaveLength(2);
  });
});
