import { DEFAULT_RUNBOOKS_URL } from "@punctual/observability/runbooks";
import { z } from "zod";
import { hostAndPort, label, storageSize } from "./kinds.ts";
import type { SecretValues } from "./secrets.ts";

/** Where an alert can go, each with the secret that holds its address. */
export const ALERT_SECRETS = {
  webhook: "alertsWebhookUrl",
  slack: "alertsSlackUrl",
  pagerduty: "alertsPagerdutyKey",
} as const satisfies Record<string, keyof SecretValues>;
/** One of {@link ALERT_SECRETS}. */
export type AlertReceiver = keyof typeof ALERT_SECRETS;

const receiver = z.enum(Object.keys(ALERT_SECRETS) as AlertReceiver[]);

const alertsSchema = z.strictObject({
  page: receiver.describe(
    "where alerts go that somebody must act on now; the address is alertsWebhookUrl, alertsSlackUrl or alertsPagerdutyKey",
  ),
  ticket: receiver
    .optional()
    .describe("where alerts go that can wait for the morning; default: they are shown, and sent nowhere"),
});
/** Who is told of alerts. */
export type AlertsConfig = z.infer<typeof alertsSchema>;

const runbooks = z
  .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
  .default(DEFAULT_RUNBOOKS_URL)
  .describe(
    "where the pages of docs/runbooks are read, to which alerts and panels lead: your fork's, or a wiki's",
  );

/** Metrics, logs and traces. */
export const monitoringSchema = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("install"),
    retentionDays: z
      .int()
      .min(1)
      .max(365)
      .default(15)
      .describe(
        "how long logs and traces are kept; metrics too, but 31 days at least, for the promises' budgets",
      ),
    storage: storageSize.default("20Gi").describe("disk of Prometheus, of Loki and of Tempo each"),
    logs: z.boolean().default(true).describe("Loki, with an agent on each node"),
    traces: z.boolean().default(true).describe("Tempo"),
    alerts: alertsSchema
      .optional()
      .describe("who is told of alerts; default: nobody, they are shown in Grafana and Alertmanager"),
    runbooks,
  }),
  z
    .strictObject({
      mode: z.literal("given"),
      serviceMonitors: z
        .boolean()
        .default(false)
        .describe("a Prometheus operator is in the cluster already: it gets monitors, rules and dashboards"),
      namespace: label
        .optional()
        .describe("where that Prometheus runs: the only pods that may scrape the services"),
      otlpEndpoint: hostAndPort.optional().describe("an OTLP/gRPC receiver of traces, without TLS"),
      runbooks,
    })
    .refine(({ serviceMonitors, namespace }) => !serviceMonitors || namespace !== undefined, {
      path: ["namespace"],
      error: "must be set with monitoring.serviceMonitors: the namespace where Prometheus runs",
    }),
  z.strictObject({ mode: z.literal("off") }),
]);
/** Metrics, logs and traces. */
export type MonitoringConfig = z.infer<typeof monitoringSchema>;
