import { expect, test } from "vitest";
import { readConfig } from "../../config.ts";
import { mebibytes } from "../../platform/monitoring/prometheus.ts";
import { MINIKUBE } from "../support/values.ts";

const read = (monitoring: object) =>
  readConfig({
    values: { ...MINIKUBE, "punctual:monitoring": JSON.stringify(monitoring) },
    isSecret: () => true,
  });

test.each<[string, object, RegExp]>([
  [
    "a Prometheus that nobody knows the namespace of",
    { mode: "given", serviceMonitors: true },
    /monitoring\.namespace must be set with monitoring\.serviceMonitors/,
  ],
  [
    "a collector without a port",
    { mode: "given", otlpEndpoint: "collector.example.com" },
    /monitoring\.otlpEndpoint must be host:port/,
  ],
  ["a disk without a unit", { mode: "install", storage: "20" }, /monitoring\.storage must be a size/],
  ["no days at all", { mode: "install", retentionDays: 0 }, /monitoring\.retentionDays/],
])("%s is refused", (_what, monitoring, message) => {
  expect(() => read(monitoring)).toThrow(message);
});

test.each([
  ["512Mi", 512],
  ["20Gi", 20_480],
  ["2Ti", 2_097_152],
])("%s are %i MiB", (quantity, expected) => {
  expect(mebibytes(quantity)).toBe(expected);
});

test.each(["20G", "Gi", "1.5Gi", ""])("%s is no size", (quantity) => {
  expect(() => mebibytes(quantity)).toThrow(RangeError);
});
