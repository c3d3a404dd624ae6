import { type Manifest, manifestsIn } from "../../../infra/plan/manifests.ts";
import type { Recorded } from "../../../infra/plan/record.ts";
import { get } from "./kubectl.ts";

/** As much of an endpoint of a PodMonitor or ServiceMonitor (monitoring.coreos.com/v1) as ours say. */
interface Endpoint {
  readonly port: string;
  readonly path: string;
  readonly metricRelabelings?: readonly { readonly action: "labeldrop"; readonly regex: string }[];
}
interface MonitorSpec {
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly namespaceSelector?: { readonly matchNames: readonly string[] };
  readonly podMetricsEndpoints?: readonly Endpoint[];
  readonly endpoints?: readonly Endpoint[];
}
interface Pod {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly spec: {
    readonly containers: readonly {
      readonly name: string;
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
  };
  readonly status: { readonly phase: string };
}
interface Service {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector: Readonly<Record<string, string>>;
    readonly ports: readonly { readonly name?: string; readonly targetPort: number }[];
  };
}

/** What one monitor has Prometheus scrape. */
export interface Job {
  readonly name: string;
  /** Whether labels of the series beat those of the target. */
  readonly honorLabels: boolean;
  readonly relabelings: readonly { readonly action: string; readonly regex: string }[];
  readonly targets: readonly Target[];
}

/** Something to scrape: its path at the API server, which hands requests on, and its labels. */
interface Target {
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The jobs that a Prometheus operator makes of a plan's monitors, on the pods that run now. */
export function jobsOf(resources: readonly Recorded[]): Promise<Job[]> {
  const monitors = manifestsIn(resources).filter(({ kind }) => /^(Pod|Service)Monitor$/.test(kind));
  return Promise.all(monitors.flatMap((monitor) => endpointsOf(monitor).map((each) => jobOf(monitor, each))));
}

/** The kubelets, as the chart's own monitor of kube-prometheus-stack has them. */
export async function kubeletJob(): Promise<Job> {
  const { items } = await get<{ items: { metadata: { name: string } }[] }>("nodes");
  const targets = items.flatMap(({ metadata: { name: node } }) =>
    ["/metrics", "/metrics/cadvisor"].map((path) => ({
      path: `/api/v1/nodes/${node}/proxy${path}`,
      labels: { job: "kubelet", instance: `${node}${path}`, node, endpoint: "https-metrics" },
    })),
  );
  return { name: "kubelet", honorLabels: true, relabelings: [], targets };
}

/** kube-state-metrics, which kube-prometheus-stack brings, where it is installed. */
export async function kubeStateJob(): Promise<Job> {
  const name = "kube-state-metrics";
  const pods = await podsIn(undefined, { "app.kubernetes.io/name": name });
  const targets = pods.flatMap((pod) => targetsOf(pod, "http", "/metrics", { job: name }));
  return { name, honorLabels: true, relabelings: [], targets };
}

const endpointsOf = ({ spec }: Manifest) => {
  const { podMetricsEndpoints = [], endpoints = [] } = spec as MonitorSpec;
  return [...podMetricsEndpoints, ...endpoints];
};

async function jobOf({ kind, metadata, spec }: Manifest, endpoint: Endpoint): Promise<Job> {
  const { selector, namespaceSelector } = spec as MonitorSpec;
  const where = namespaceSelector?.matchNames ?? [metadata.namespace ?? "default"];
  const found = where.map((namespace) =>
    kind === "PodMonitor"
      ? targetsOfPods(namespace, selector.matchLabels, endpoint, `${metadata.namespace}/${metadata.name}`)
      : targetsOfServices(namespace, selector.matchLabels, endpoint),
  );
  return {
    name: metadata.name,
    honorLabels: false,
    relabelings: endpoint.metricRelabelings ?? [],
    targets: (await Promise.all(found)).flat(),
  };
}

async function targetsOfPods(
  namespace: string,
  labels: Readonly<Record<string, string>>,
  { port, path }: Endpoint,
  job: string,
): Promise<Target[]> {
  const pods = await podsIn(namespace, labels);
  return pods.flatMap((pod) => targetsOf(pod, port, path, { job }));
}

async function targetsOfServices(
  namespace: string,
  labels: Readonly<Record<string, string>>,
  { port, path }: Endpoint,
): Promise<Target[]> {
  const { items } = await get<{ items: Service[] }>("-n", namespace, "services", "-l", text(labels));
  const found = items.map(async ({ metadata: { name: service }, spec }) => {
    const number = spec.ports.find(({ name }) => name === port)?.targetPort;
    if (number === undefined) return [];
    const pods = await podsIn(namespace, spec.selector);
    return pods.flatMap((pod) => targetsOf(pod, number, path, { job: service, service, endpoint: port }));
  });
  return (await Promise.all(found)).flat();
}

type NamedPod = Pod & { readonly metadata: { readonly namespace: string } };

/** Pods that run, ready or not; of every namespace where none is named. */
async function podsIn(
  namespace: string | undefined,
  labels: Readonly<Record<string, string>>,
): Promise<NamedPod[]> {
  const where = namespace === undefined ? ["--all-namespaces"] : ["-n", namespace];
  const { items } = await get<{ items: NamedPod[] }>(...where, "pods", "-l", text(labels));
  return items.filter(({ metadata, status }) => !metadata.deletionTimestamp && status.phase === "Running");
}

/** The port of a pod, by its name or number, in whichever container has it; none where no container does. */
function targetsOf(
  { metadata: { name: pod, namespace }, spec }: NamedPod,
  port: string | number,
  path: string,
  labels: Readonly<Record<string, string>>,
): Target[] {
  return spec.containers.flatMap(({ name: container, ports = [] }) =>
    ports
      .filter((each) => each.name === port || each.containerPort === port)
      .map(({ containerPort, name: endpoint = "" }) => ({
        path: `/api/v1/namespaces/${namespace}/pods/${pod}:${containerPort}/proxy${path}`,
        labels: { endpoint, instance: `${pod}:${containerPort}`, namespace, pod, container, ...labels },
      })),
  );
}

const text = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
