/** How a part writes its log. */
export type LogFormat = "pino" | "dapr" | "kafka" | "postgres" | "logfmt" | "plain";
/** Levels that a person can ask for, least urgent first. */
export const LEVELS = ["debug", "info", "warn", "error"] as const;
/** A level that a person can ask for. */
export type Level = (typeof LEVELS)[number];

/** What a line says. */
export interface LogLine {
  /** Undefined for a line that goes on from the one before, such as a stack trace. */
  readonly level: Level | undefined;
  readonly text: string;
}

/** Whether a line of a level is to be shown when the given level and worse were asked for. */
export function atLeast(level: Level, wanted: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);
}

/** Reads one line; what can't be understood is kept as it is. */
export function parseLogLine(format: LogFormat, line: string): LogLine {
  return PARSERS[format](line);
}

const PARSERS: Record<LogFormat, (line: string) => LogLine> = {
  pino: (line) => fromJson(line, pinoLine),
  dapr: (line) => fromJson(line, daprLine),
  kafka: kafkaLine,
  postgres: postgresLine,
  logfmt: logfmtLine,
  plain: (line) => ({ level: "info", text: line }),
};

function fromJson(line: string, read: (entry: Record<string, unknown>) => LogLine): LogLine {
  if (!line.startsWith("{")) return { level: undefined, text: line };
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === "object" && entry !== null
      ? read({ ...entry })
      : { level: undefined, text: line };
  } catch {
    return { level: undefined, text: line };
  }
}

/** Fields of pino that the line's own prefix tells, or that say nothing on one machine. */
const PINO_NOISE = new Set(["level", "time", "pid", "hostname", "msg", "name", "service", "v"]);

function pinoLine(entry: Record<string, unknown>): LogLine {
  const { level, msg } = entry;
  const details = Object.entries(entry)
    .filter(([key]) => !PINO_NOISE.has(key))
    .map(([key, value]) => `${key}=${describe(value)}`);
  return { level: pinoLevel(level), text: [typeof msg === "string" ? msg : "", ...details].join(" ").trim() };
}

function pinoLevel(level: unknown): Level {
  if (typeof level === "string") return namedLevel(level);
  if (typeof level !== "number") return "info";
  if (level < 30) return "debug";
  if (level < 40) return "info";
  return level < 50 ? "warn" : "error";
}

/** An error shows its message and where it came from; anything else is JSON, cut short. */
function describe(value: unknown): string {
  if (typeof value === "object" && value !== null && "message" in value) {
    return "stack" in value && typeof value.stack === "string" ? value.stack : String(value.message);
  }
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function daprLine(entry: Record<string, unknown>): LogLine {
  return { level: namedLevel(String(entry.level)), text: String(entry.msg ?? "") };
}

function namedLevel(name: string): Level {
  const lower = name.toLowerCase();
  if (lower === "trace" || lower === "debug") return "debug";
  if (lower === "warn" || lower === "warning") return "warn";
  return ["error", "fatal", "panic", "severe"].includes(lower) ? "error" : "info";
}

/** `[2026-11-23T12:00:00,000] WARN text (Class)`, as kafka/properties.ts lays it out. */
function kafkaLine(line: string): LogLine {
  const match = /^\[[^\]]*\] (TRACE|DEBUG|INFO|WARN|ERROR|FATAL) (.*)$/.exec(line);
  return match?.[1]
    ? { level: namedLevel(match[1]), text: match[2] ?? "" }
    : { level: undefined, text: line };
}

/** `2026-11-23 12:00:00.000 UTC [123] LOG:  text`. Its ERROR is a statement that failed, which the client is told. */
function postgresLine(line: string): LogLine {
  const match = /^\S+ \S+ \S+ \[\d+\] ([A-Z]+\d?): +(.*)$/.exec(line);
  if (!match?.[1]) return { level: undefined, text: line };
  const level = POSTGRES_LEVELS[match[1]] ?? (match[1].startsWith("DEBUG") ? "debug" : undefined);
  return { level, text: match[2] ?? "" };
}

/** Fields of logfmt that the line's own prefix tells, or that name a line of the writer's source. */
const LOGFMT_NOISE = new Set(["level", "msg", "time", "ts", "t", "caller", "source"]);

/** `ts=2026-11-23T12:00:00Z level=info msg="text here" size=3`, as Prometheus and Grafana write. */
function logfmtLine(line: string): LogLine {
  const fields = [...line.matchAll(/(?:^| )([A-Za-z_][\w.]*)=("(?:[^"\\]|\\.)*"|\S*)/g)].map(
    ([, key = "", value = ""]) => ({
      key,
      value,
      plain: value.replace(/^"(.*)"$/, "$1").replaceAll('\\"', '"'),
    }),
  );
  const level = fields.find(({ key }) => key === "level")?.plain;
  if (level === undefined) return { level: undefined, text: line };
  const details = fields
    .filter(({ key }) => !LOGFMT_NOISE.has(key))
    .map(({ key, value }) => `${key}=${value}`);
  const message = fields.find(({ key }) => key === "msg")?.plain ?? "";
  return { level: namedLevel(level), text: [message, ...details].join(" ").trim() };
}

const POSTGRES_LEVELS: Readonly<Record<string, Level>> = {
  LOG: "info",
  INFO: "info",
  NOTICE: "info",
  WARNING: "warn",
  ERROR: "warn",
  FATAL: "error",
  PANIC: "error",
};
