import { APP_IDS, type AppId } from "@punctual/contracts/apps";
import { SECRETS } from "@punctual/contracts/names";
import { REMINDERS, TASK_EVENTS } from "@punctual/contracts/topics";

/** A match of an HTTPRoute (gateway.networking.k8s.io/v1 HTTPPathMatch). */
export interface PublicPath {
  readonly type: "Exact" | "PathPrefix";
  readonly value: string;
}

/** One of our services, as it is deployed. All that differs between them stands here. */
export interface ServiceRow {
  readonly appId: AppId;
  /** Secrets that its sidecar may read, for components and through the secrets API; nothing else may be read. */
  readonly sidecarSecrets: readonly string[];
  /** Topic by whose backlog it scales, where it takes events; else it scales by CPU. */
  readonly consumes: string | undefined;
  /** Paths that people reach from outside; what Dapr and Prometheus call stays within. */
  readonly publicPaths: readonly PublicPath[];
  /** Of the service's own container. */
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly memoryLimit: string;
}

const { kafka, stateStore, actionLinks, oidc, smtp } = SECRETS;

/** One row a service. */
export const CATALOG: readonly ServiceRow[] = [
  {
    appId: APP_IDS.chatApi,
    sidecarSecrets: [kafka.name, stateStore.name, oidc.name],
    consumes: undefined,
    publicPaths: [
      { type: "Exact", value: "/" },
      ...["/api", "/auth", "/mcp", "/docs", "/openapi.json"].map(
        (value): PublicPath => ({ type: "PathPrefix", value }),
      ),
    ],
    requests: { cpu: "100m", memory: "192Mi" },
    memoryLimit: "384Mi",
  },
  {
    appId: APP_IDS.notifier,
    sidecarSecrets: [kafka.name, actionLinks.name, smtp.name],
    consumes: REMINDERS.name,
    publicPaths: [],
    requests: { cpu: "50m", memory: "160Mi" },
    memoryLimit: "320Mi",
  },
  {
    appId: APP_IDS.recurrence,
    sidecarSecrets: [kafka.name],
    consumes: TASK_EVENTS.name,
    publicPaths: [],
    requests: { cpu: "50m", memory: "160Mi" },
    memoryLimit: "320Mi",
  },
];

/** Port that every service listens on, in its pod. */
export const PORT = 8080;
