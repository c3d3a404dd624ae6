import type * as pulumi from "@pulumi/pulumi";

/** How long a proxy that stops serves the streams it has, in seconds. Clients of live updates come back by themselves. */
const DRAIN_S = 60;

/**
 * What is logged of a request (Envoy, "Access log command operators"): nothing after a question mark, as links that act
 * for someone may have their signature there, and no header that holds a credential.
 */
const ACCESS_LOG = {
  time: "%START_TIME%",
  method: "%REQ(:METHOD)%",
  path: "%REQ_WITHOUT_QUERY(X-ENVOY-ORIGINAL-PATH?:PATH)%",
  protocol: "%PROTOCOL%",
  status: "%RESPONSE_CODE%",
  flags: "%RESPONSE_FLAGS%",
  details: "%RESPONSE_CODE_DETAILS%",
  bytes_received: "%BYTES_RECEIVED%",
  bytes_sent: "%BYTES_SENT%",
  duration_ms: "%DURATION%",
  client: "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
  user_agent: "%REQ(USER-AGENT)%",
  request_id: "%REQ(X-REQUEST-ID)%",
  traceparent: "%REQ(TRACEPARENT)%",
  upstream: "%UPSTREAM_HOST%",
} as const;

interface ProxyArgs {
  /** Of the Service, by which a cloud makes its load balancer. */
  readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
  readonly severalNodes: boolean;
}

/** `spec` of an EnvoyProxy (gateway.envoyproxy.io/v1alpha1): how the proxies are deployed. */
export function proxySpec({ annotations, severalNodes }: ProxyArgs): Record<string, unknown> {
  const selector = { "app.kubernetes.io/component": "proxy", "app.kubernetes.io/name": "envoy" };
  return {
    provider: {
      type: "Kubernetes",
      kubernetes: {
        envoyDeployment: {
          // An autoscaler owns the number otherwise.
          ...(!severalNodes && { replicas: 1 }),
          pod: {
            ...(severalNodes && {
              topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map(
                (topologyKey) => ({
                  maxSkew: 1,
                  topologyKey,
                  whenUnsatisfiable: "ScheduleAnyway",
                  labelSelector: { matchLabels: selector },
                }),
              ),
            }),
          },
          container: {
            resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
          },
        },
        ...(severalNodes && {
          envoyHpa: {
            minReplicas: 2,
            maxReplicas: 5,
            metrics: [
              {
                type: "Resource",
                resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
              },
            ],
          },
        }),
        envoyPDB: { maxUnavailable: 1 },
        // Local keeps the client's address, which access logs and limits go by.
        envoyService: { type: "LoadBalancer", externalTrafficPolicy: "Local", annotations },
      },
    },
    // Long enough for a load balancer to notice that this proxy is going.
    shutdown: { drainTimeout: `${DRAIN_S}s`, minDrainDuration: "15s" },
    logging: { level: { default: "warn" } },
    telemetry: {
      accessLog: {
        settings: [
          {
            format: { type: "JSON", json: ACCESS_LOG },
            sinks: [{ type: "File", file: { path: "/dev/stdout" } }],
          },
        ],
      },
    },
  };
}
