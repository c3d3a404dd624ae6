import type { Series } from "./metrics-used.ts";

/** The series in what an endpoint of metrics answers (Prometheus's text format 0.0.4), without their values. */
export function seriesIn(text: string): Series[] {
  return text.split("\n").flatMap((line) => {
    const [, name, inner = ""] = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? \S+/.exec(line) ?? [];
    if (name === undefined) return [];
    const labels = [...inner.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", value = ""]) => [
      key,
      value,
    ]);
    return [{ ...Object.fromEntries(labels), __name__: name }];
  });
}
