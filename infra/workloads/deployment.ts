import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { DATABASE_CA } from "../platform/postgres/ca.ts";
import {
  appTokenSecret,
  DATABASE_URL_KEY,
  daprTokenSecret,
  databaseSecret,
  TOKEN_KEY,
} from "../platform/secret-names.ts";
import { PORT } from "./catalog.ts";
import type { DaprServiceArgs } from "./dapr-service.ts";
import { CONTAINER_SECURITY, DISK, fromSecret, POD_SECURITY, TMP } from "./pod.ts";
import { SIDECAR_PORTS, sidecarAnnotations } from "./sidecar.ts";

/** Longer than a service's own drain (6 s) and its endpoint's removal (5 s), in seconds. */
const GRACE_S = 30;

interface Identity {
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly account: pulumi.Input<string>;
}

/** The Deployment of a service. */
export function deploymentSpec(
  args: DaprServiceArgs,
  { labels, selector, account }: Identity,
): k8s.types.input.apps.v1.DeploymentSpec {
  const { row, scaling } = args;
  return {
    // An autoscaler owns the number otherwise.
    ...(scaling.mode === "fixed" && { replicas: scaling.replicas }),
    revisionHistoryLimit: 3,
    selector: { matchLabels: selector },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    template: {
      metadata: {
        labels,
        annotations: { ...sidecarAnnotations(row.appId), "punctual/secrets-version": args.secretsVersion },
      },
      spec: {
        serviceAccountName: account,
        automountServiceAccountToken: true,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: GRACE_S,
        securityContext: POD_SECURITY,
        ...(args.pullSecret && { imagePullSecrets: [{ name: args.pullSecret }] }),
        topologySpreadConstraints: spread(selector, args.capabilities.severalNodes),
        volumes: [TMP.volume, DATABASE_CA.volume],
        containers: [container(args)],
      },
    },
  };
}

function container({ row, image, env }: DaprServiceArgs): k8s.types.input.core.v1.Container {
  const probe = (path: string) => ({ httpGet: { path, port: "http" }, periodSeconds: 5, timeoutSeconds: 3 });
  return {
    name: row.appId,
    image,
    imagePullPolicy: "IfNotPresent",
    ports: [{ name: "http", containerPort: PORT }],
    env: [
      { name: "HOST", value: "0.0.0.0" },
      { name: "PORT", value: String(PORT) },
      { name: "DAPR_HTTP_PORT", value: String(SIDECAR_PORTS.http) },
      fromSecret("DATABASE_URL", databaseSecret(row.appId), DATABASE_URL_KEY),
      fromSecret("DAPR_API_TOKEN", daprTokenSecret(row.appId), TOKEN_KEY),
      fromSecret("APP_API_TOKEN", appTokenSecret(row.appId), TOKEN_KEY),
      ...env,
    ],
    resources: {
      requests: { ...row.requests, "ephemeral-storage": DISK.request },
      // No limit of CPU: throttling would make the service late, and requests share it fairly.
      limits: { memory: row.memoryLimit, "ephemeral-storage": DISK.limit },
    },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [TMP.mount, DATABASE_CA.mount],
    startupProbe: { ...probe("/healthz"), failureThreshold: 24 },
    livenessProbe: { ...probe("/healthz"), periodSeconds: 10, failureThreshold: 3 },
    readinessProbe: { ...probe("/readyz"), failureThreshold: 2 },
    // Traffic still comes while endpoints are being removed.
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
  };
}

function spread(
  matchLabels: Readonly<Record<string, string>>,
  severalNodes: boolean,
): k8s.types.input.core.v1.TopologySpreadConstraint[] {
  if (!severalNodes) return [];
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    // A lost zone must not keep the rest from being scheduled.
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels },
    // Else the pods that a rollout replaces count too.
    matchLabelKeys: ["pod-template-hash"],
  }));
}
