import { type DestinationStream, type Logger, pino } from "pino";
import { currentTrace } from "./trace.ts";

/**
 * JSON lines on standard output, each with the service's name and, inside a request or a delivery, `trace_id`.
 * Credentials are never written.
 */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: ["req.headers.authorization", 'req.headers["dapr-api-token"]'],
    mixin: () => {
      const trace = currentTrace();
      return trace ? { trace_id: trace.traceId, span_id: trace.spanId } : {};
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
