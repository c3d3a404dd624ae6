/** Every port of the platform, as its distance from the base port: one setting moves them all. */
const OFFSETS = {
  chatApi: 0,
  notifier: 1,
  recurrence: 2,
  postgres: 3,
  kafka: 4,
  kafkaController: 5,
  sentry: 6,
  sentryHealth: 7,
  sentryMetrics: 8,
  scheduler: 9,
  etcdClient: 10,
  etcdPeer: 11,
  schedulerHealth: 12,
  schedulerMetrics: 13,
  control: 14,
  // From 15 on the sidecars; what was added later comes after them, so that nothing moves.
  kafkaMetrics: 30,
  prometheus: 31,
  grafana: 32,
} as const;

/** Sidecars have five ports each. */
const FIRST_SIDECAR = 15;
const PORTS_PER_SIDECAR = 5;

/** Ports of one Dapr sidecar. */
export interface SidecarPorts {
  readonly http: number;
  readonly grpc: number;
  readonly internalGrpc: number;
  readonly metrics: number;
}

/** All ports of one platform. */
export type Ports = Readonly<Record<keyof typeof OFFSETS, number>> & {
  /** In the order of the services in the registry. */
  readonly sidecars: readonly [SidecarPorts, SidecarPorts, SidecarPorts];
};

/** The highest base port whose last port is still a port. */
export const MAX_BASE_PORT = 65535 - Math.max(...Object.values(OFFSETS));

/** Derives all ports from the base port. */
export function portsFrom(base: number): Ports {
  const at = (offset: number) => base + offset;
  const sidecar = (index: number): SidecarPorts => {
    const first = at(FIRST_SIDECAR + index * PORTS_PER_SIDECAR);
    return { http: first, grpc: first + 1, internalGrpc: first + 2, metrics: first + 3 };
  };
  return {
    chatApi: at(OFFSETS.chatApi),
    notifier: at(OFFSETS.notifier),
    recurrence: at(OFFSETS.recurrence),
    postgres: at(OFFSETS.postgres),
    kafka: at(OFFSETS.kafka),
    kafkaController: at(OFFSETS.kafkaController),
    sentry: at(OFFSETS.sentry),
    sentryHealth: at(OFFSETS.sentryHealth),
    sentryMetrics: at(OFFSETS.sentryMetrics),
    scheduler: at(OFFSETS.scheduler),
    etcdClient: at(OFFSETS.etcdClient),
    etcdPeer: at(OFFSETS.etcdPeer),
    schedulerHealth: at(OFFSETS.schedulerHealth),
    schedulerMetrics: at(OFFSETS.schedulerMetrics),
    control: at(OFFSETS.control),
    kafkaMetrics: at(OFFSETS.kafkaMetrics),
    prometheus: at(OFFSETS.prometheus),
    grafana: at(OFFSETS.grafana),
    sidecars: [sidecar(0), sidecar(1), sidecar(2)],
  };
}
