import { APP_IDS } from "@punctual/contracts/apps";
import { SERVICE_ROLES } from "@punctual/contracts/names";
import type { LogSource } from "../logs/printer.ts";
import type { ObserveTools } from "../tools/observe.ts";
import type { PartContext } from "./context.ts";
import { grafanaPart } from "./grafana.ts";
import { kafkaPart } from "./kafka.ts";
import { kafkaMetricsPart } from "./kafka-metrics.ts";
import type { Part } from "./part.ts";
import { postgresPart } from "./postgres.ts";
import { prometheusPart } from "./prometheus.ts";
import { schedulerPart } from "./scheduler.ts";
import { sentryPart } from "./sentry.ts";
import { type ServiceRow, servicePart } from "./service.ts";
import { sidecarPart } from "./sidecar.ts";

/** Our services: one row each gives the process, its sidecar, and what commands know of it. */
export const SERVICES: readonly ServiceRow[] = [
  {
    appId: APP_IDS.chatApi,
    role: SERVICE_ROLES.chatApi,
    port: (ports) => ports.chatApi,
    sidecar: 0,
    deadLetters: false,
  },
  {
    appId: APP_IDS.notifier,
    role: SERVICE_ROLES.notifier,
    port: (ports) => ports.notifier,
    sidecar: 1,
    deadLetters: true,
  },
  {
    appId: APP_IDS.recurrence,
    role: SERVICE_ROLES.recurrence,
    port: (ports) => ports.recurrence,
    sidecar: 2,
    deadLetters: true,
  },
];

/** The parts and how they log, for commands that need no running platform. */
const PART_SOURCES: readonly LogSource[] = [
  { name: "postgres", logFormat: "postgres", kind: "infrastructure" },
  { name: "kafka", logFormat: "kafka", kind: "infrastructure" },
  { name: "sentry", logFormat: "dapr", kind: "infrastructure" },
  { name: "scheduler", logFormat: "dapr", kind: "infrastructure" },
  ...SERVICES.flatMap(({ appId }): LogSource[] => [
    { name: appId, logFormat: "pino", kind: "service" },
    { name: `${appId}-dapr`, logFormat: "dapr", kind: "infrastructure" },
  ]),
];

/** What `start --observe` starts besides. */
const OBSERVE_SOURCES: readonly LogSource[] = [
  { name: "kafka-metrics", logFormat: "pino", kind: "service" },
  { name: "prometheus", logFormat: "logfmt", kind: "infrastructure" },
  { name: "grafana", logFormat: "logfmt", kind: "infrastructure" },
];

/** Names of all parts. */
export const PART_NAMES: readonly string[] = [...PART_SOURCES, ...OBSERVE_SOURCES].map(
  (source) => source.name,
);

/** Whose lines can be shown: the parts, and the supervisor's own news. */
export const LOG_SOURCES: readonly LogSource[] = [
  { name: "supervisor", logFormat: "plain", kind: "service" },
  ...PART_SOURCES,
  ...OBSERVE_SOURCES,
];

/** All parts of the platform, in the order they are shown. */
export function allParts(context: PartContext): readonly Part[] {
  const { observe } = context.tools;
  const pairs = SERVICES.flatMap((row) => [servicePart(row, context), sidecarPart(row, context)]);
  return [
    postgresPart(context),
    kafkaPart(context),
    sentryPart(context),
    schedulerPart(context),
    ...pairs,
    ...(observe ? observeParts(observe, pairs, context) : []),
  ];
}

function observeParts(tools: ObserveTools, pairs: readonly Part[], context: PartContext): readonly Part[] {
  const kafkaMetrics = kafkaMetricsPart(context);
  const scraped = [...pairs, kafkaMetrics].map(({ name }) => name);
  return [
    kafkaMetrics,
    prometheusPart(tools.prometheus, scraped, context),
    ...(tools.grafana ? [grafanaPart(tools.grafana, context)] : []),
  ];
}
