import { DEFAULT_RUNBOOKS_URL } from "@punctual/observability/runbooks";
import { expect, test } from "vitest";
import { readConfig } from "../../config.ts";
import { mebibytes } from "../../platform/monitoring/prometheus.ts";
import { MINIKUBE } from "../support/values.ts";

const read = (monitoring: object, secrets: Record<string, string> = {}) =>
  readConfig({
    values: { ...MINIKUBE, "punctual:monitoring": JSON.stringify(monitoring), ...secrets },
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
  [
    "a page of runbooks that nobody can open",
    { mode: "install", runbooks: "docs/runbooks" },
    /monitoring\.runbooks must be an http:\/\/ or https:\/\/ address/,
  ],
  [
    "a way to tell people that there isn't",
    { mode: "install", alerts: { page: "pigeon" } },
    /monitoring\.alerts\.page must be one of webhook, slack, pagerduty/,
  ],
  [
    "tickets without pages",
    { mode: "install", alerts: { ticket: "slack" } },
    /monitoring\.alerts\.page is not set: one of webhook, slack, pagerduty/,
  ],
  ["no days at all", { mode: "install", retentionDays: 0 }, /monitoring\.retentionDays/],
])("%s is refused", (_what, monitoring, message) => {
  expect(() => read(monitoring)).toThrow(message);
});

test.each([
  ["webhook", "alertsWebhookUrl"],
  ["slack", "alertsSlackUrl"],
  ["pagerduty", "alertsPagerdutyKey"],
])("alerts that go to %s need %s", (receiver, secret) => {
  const missing = new RegExp(`punctual:${secret} is not set, and monitoring.alerts says "${receiver}"`);
  expect(() => read({ mode: "install", alerts: { page: receiver } })).toThrow(missing);
  const ticket = {
    mode: "install",
    alerts: { page: receiver === "slack" ? "webhook" : "slack", ticket: receiver },
  };
  expect(() => read(ticket)).toThrow(missing);
});

test.each<[string, string, RegExp]>([
  [
    "alertsWebhookUrl",
    "alerts.example.com",
    /punctual:alertsWebhookUrl must be an http:\/\/ or https:\/\/ address/,
  ],
  [
    "alertsSlackUrl",
    "http://hooks.slack.com/services/1",
    /punctual:alertsSlackUrl must be the https:\/\/ address/,
  ],
  ["alertsPagerdutyKey", "https://pagerduty.com", /punctual:alertsPagerdutyKey must be an integration key/],
])("%s is no %s", (secret, value, message) => {
  const refused = () => read({ mode: "off" }, { [`punctual:${secret}`]: value });
  expect(refused).toThrow(message);
  expect(refused).not.toThrow(value);
});

test("runbooks are this repository's, unless a fork says where its own are", () => {
  expect(read({ mode: "install" }).monitoring).toMatchObject({ runbooks: DEFAULT_RUNBOOKS_URL });
  const runbooks = "https://wiki.example.com/runbooks";
  expect(read({ mode: "given", runbooks }).monitoring).toMatchObject({ runbooks });
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
