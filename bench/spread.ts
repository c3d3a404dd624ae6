import { createHistogram } from "node:perf_hooks";

/** n, percentiles and the most of some times, in milliseconds. */
export function spread(milliseconds: readonly number[]): object {
  const histogram = createHistogram();
  // A change may be seen elsewhere before its writer has the answer: that is no time at all.
  for (const each of milliseconds) histogram.record(Math.max(1, Math.round(each * 1000)));
  const ms = (microseconds: number) => Math.round(microseconds / 10) / 100;
  return {
    n: milliseconds.length,
    p50: ms(histogram.percentile(50)),
    p95: ms(histogram.percentile(95)),
    p99: ms(histogram.percentile(99)),
    max: ms(histogram.max),
  };
}
