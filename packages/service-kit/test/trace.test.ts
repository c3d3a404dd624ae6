import { continueTrace, currentTrace, traceparent, withTrace } from "@punctual/service-kit/trace";
import { describe, expect, test } from "vitest";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN_ID = "00f067aa0ba902b7";

describe("continueTrace", () => {
  test("keeps the caller's trace and begins a span of our own", () => {
    const context = continueTrace(`00-${TRACE_ID}-${SPAN_ID}-01`);
    expect(context.traceId).toBe(TRACE_ID);
    expect(context.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(context.spanId).not.toBe(SPAN_ID);
  });

  test.each([
    ["01", true],
    ["00", false],
    ["03", true],
    ["02", false],
  ])("reads from flags %s whether it is sampled: %s", (flags, sampled) => {
    expect(continueTrace(`00-${TRACE_ID}-${SPAN_ID}-${flags}`).sampled).toBe(sampled);
  });

  test.each([
    ["nothing", undefined],
    ["an empty header", ""],
    ["words", "hello"],
    ["a version that can't be", `ff-${TRACE_ID}-${SPAN_ID}-01`],
    ["a trace id of zeros", `00-${"0".repeat(32)}-${SPAN_ID}-01`],
    ["a span id of zeros", `00-${TRACE_ID}-${"0".repeat(16)}-01`],
    ["upper case", `00-${TRACE_ID.toUpperCase()}-${SPAN_ID}-01`],
    ["a short trace id", `00-${TRACE_ID.slice(1)}-${SPAN_ID}-01`],
    ["more than it should have", `00-${TRACE_ID}-${SPAN_ID}-01-more`],
  ])("begins a new trace for %s", (_what, header) => {
    const context = continueTrace(header);
    expect(context.traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
    expect(context.traceId).not.toBe(TRACE_ID);
  });

  test("begins another trace each time", () => {
    expect(continueTrace(undefined).traceId).not.toBe(continueTrace(undefined).traceId);
  });
});

describe("withTrace", () => {
  const context = { traceId: TRACE_ID, spanId: SPAN_ID, sampled: true };

  test("is the current trace across awaits", async () => {
    const seen = await withTrace(context, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return currentTrace();
    });
    expect(seen).toEqual(context);
  });

  test("hands the trace on as a header", () => {
    expect(withTrace(context, traceparent)).toBe(`00-${TRACE_ID}-${SPAN_ID}-01`);
  });

  test("hands on that a trace isn't sampled", () => {
    expect(withTrace({ ...context, sampled: false }, traceparent)).toBe(`00-${TRACE_ID}-${SPAN_ID}-00`);
  });

  test("leaves no trace behind", () => {
    withTrace(context, () => undefined);
    expect(traceparent()).toBeUndefined();
  });
});
