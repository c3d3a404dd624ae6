/** What differs between one Redpanda and another. */
export interface RedpandaSize {
  readonly replicas: number;
  /** Disk of each broker. */
  readonly storage: string;
  /** Memory of each broker. */
  readonly memory: string;
  /** Brokers know the zone of their node, and replicas go to different zones. */
  readonly zones: boolean;
  /** A Prometheus operator takes a ServiceMonitor. */
  readonly monitors: boolean;
}

/** Secrets that the chart's pods read, all in the release's namespace. */
export interface RedpandaSecrets {
  /** Its key `users.txt` has lines `name:password:mechanism`; each becomes a superuser. */
  readonly users: string;
  /** Its key `password` is that of the chart's own user. */
  readonly bootstrap: string;
}

const LOCKED = { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ["ALL"] } };
const HELPER = { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "256Mi" } };
const NO_OUTSIDE = { external: { default: { enabled: false } } };

/**
 * Values of the chart `redpanda` (github.com/redpanda-data/redpanda-operator, charts/redpanda/chart/values.yaml): SCRAM
 * over TLS, nothing outside the cluster, and pods that Pod Security `restricted` admits.
 */
export function redpandaValues(size: RedpandaSize, secrets: RedpandaSecrets): Record<string, unknown> {
  return {
    fullnameOverride: "redpanda",
    // The chart's default ends with a dot, which TLS does not take as a name's part (RFC 6066, section 3).
    clusterDomain: "cluster.local",
    console: { enabled: false },
    external: { enabled: false },
    listeners: {
      admin: NO_OUTSIDE,
      kafka: NO_OUTSIDE,
      http: { enabled: false, ...NO_OUTSIDE },
      schemaRegistry: { enabled: false, ...NO_OUTSIDE },
    },
    tls: { enabled: true, certs: { external: { enabled: false, caEnabled: true } } },
    auth: {
      sasl: {
        enabled: true,
        mechanism: "SCRAM-SHA-512",
        secretRef: secrets.users,
        users: [],
        bootstrapUser: {
          mechanism: "SCRAM-SHA-512",
          secretKeyRef: { name: secrets.bootstrap, key: "password" },
        },
      },
    },
    config: {
      // Topics are declared by services/setup.
      cluster: { auto_create_topics_enabled: false },
      // One broker is a laptop's: it starts whatever disk and memory it finds.
      node: { developer_mode: size.replicas === 1 },
    },
    logging: { usageStats: { enabled: false } },
    monitoring: { enabled: size.monitors },
    rackAwareness: { enabled: size.zones },
    rbac: { rpkDebugBundle: false },
    resources: {
      requests: { cpu: "200m", memory: size.memory },
      limits: { memory: size.memory },
    },
    storage: { persistentVolume: { enabled: true, size: size.storage } },
    // Its container would be privileged.
    tuning: { tune_aio_events: false },
    podTemplate: {
      spec: {
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
        initContainers: [{ name: "bootstrap-yaml-envsubst", securityContext: LOCKED }],
      },
    },
    statefulset: {
      replicas: size.replicas,
      podTemplate: {
        spec: {
          initContainers: [{ name: "redpanda-configurator", securityContext: LOCKED, resources: HELPER }],
          containers: [
            { name: "redpanda", securityContext: LOCKED },
            { name: "sidecar", securityContext: LOCKED, resources: HELPER },
          ],
        },
      },
    },
    post_install_job: {
      podTemplate: {
        spec: { containers: [{ name: "post-install", securityContext: LOCKED, resources: HELPER }] },
      },
    },
  };
}
