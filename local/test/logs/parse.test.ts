import { describe, expect, it } from "vitest";
import { parseLogLine } from "../../src/logs/parse.ts";

describe("parseLogLine", () => {
  it.each([
    ["a named level", { level: "warn", msg: "slow" }, { level: "warn", text: "slow" }],
    ["a number", { level: 50, msg: "broken" }, { level: "error", text: "broken" }],
    [
      "details",
      { level: 30, msg: "request", pid: 1, status: 200 },
      { level: "info", text: "request status=200" },
    ],
  ])("reads pino with %s", (_what, entry, expected) => {
    expect(parseLogLine("pino", JSON.stringify(entry))).toEqual(expected);
  });

  it("shows an error of pino with its stack", () => {
    const err = { type: "Error", message: "no", stack: "Error: no\n    at here" };
    expect(parseLogLine("pino", JSON.stringify({ level: 50, msg: "failed", err })).text).toBe(
      "failed err=Error: no\n    at here",
    );
  });

  it("reads daprd's JSON", () => {
    const line = '{"app_id":"chat-api","level":"fatal","msg":"no broker","time":"2026-11-23T12:00:00Z"}';
    expect(parseLogLine("dapr", line)).toEqual({ level: "error", text: "no broker" });
  });

  it("reads Kafka's lines, and takes a stack trace for a continuation", () => {
    expect(parseLogLine("kafka", "[2026-11-23T12:00:00,000] WARN low on disk (LogManager)")).toEqual({
      level: "warn",
      text: "low on disk (LogManager)",
    });
    expect(parseLogLine("kafka", "\tat kafka.Kafka.main(Kafka.scala)").level).toBeUndefined();
  });

  it.each([
    ["LOG", "info"],
    ["WARNING", "warn"],
    ["ERROR", "warn"],
    ["FATAL", "error"],
    ["DEBUG1", "debug"],
    ["DETAIL", undefined],
  ])("reads PostgreSQL's %s as %s", (name, level) => {
    expect(parseLogLine("postgres", `2026-11-23 12:00:00.000 UTC [7] ${name}:  text here`)).toEqual({
      level,
      text: "text here",
    });
  });

  it.each([
    [
      "Prometheus 2",
      'ts=2026-11-23T12:00:00.000Z caller=main.go:1 level=warn component=web msg="said \\"no\\" twice" n=2',
      { level: "warn", text: 'said "no" twice component=web n=2' },
    ],
    [
      "Prometheus 3",
      "time=2026-11-23T12:00:00.000Z level=INFO source=main.go:1 msg=ready",
      { level: "info", text: "ready" },
    ],
    [
      "Grafana",
      'logger=plugins t=2026-11-23T12:00:00Z level=error msg="Failed to load" error="no file"',
      { level: "error", text: 'Failed to load logger=plugins error="no file"' },
    ],
  ])("reads logfmt as %s writes it", (_who, line, expected) => {
    expect(parseLogLine("logfmt", line)).toEqual(expected);
  });

  it.each(["pino", "dapr", "kafka", "postgres", "logfmt"] as const)(
    "keeps what %s did not write itself",
    (format) => {
      for (const line of ["", "panic: nil map", "{not json", "null", "{}"]) {
        expect(() => parseLogLine(format, line)).not.toThrow();
      }
      expect(parseLogLine(format, "panic: nil map")).toEqual({ level: undefined, text: "panic: nil map" });
    },
  );
});
