/** What a panel shows of some series, that is easily got wrong. */
export interface Meaning {
  readonly dashboard: string;
  readonly panel: string;
  /** Legend of the query, or title of a table's column. */
  readonly query: string;
  readonly name: string;
  /** Samples of each series a minute apart, in promtool's notation (`0+5x10`, `_x3`). */
  readonly series: Readonly<Record<string, string>>;
  /** Labels of each series that is shown ten minutes on, with its value. Prices and other typed variables are 1. */
  readonly shown: Readonly<Record<string, number>>;
}

const POD = 'namespace="app",pod="chat-api-5d59d67564-x2v9k"';
const ENDED = 'namespace="app",pod="setup-zz9x2"';
const BROKER = 'namespace="data",pod="kafka-0"';

/** Three pods: one of a Deployment with a sidecar, one of a StatefulSet, one of a Job that ended. */
const PODS = {
  [`kube_pod_owner{${POD},owner_kind="ReplicaSet",owner_name="chat-api-5d59d67564"}`]: "1x10",
  [`kube_pod_owner{${BROKER},owner_kind="StatefulSet",owner_name="kafka"}`]: "1x10",
  [`kube_pod_owner{${ENDED},owner_kind="Job",owner_name="setup"}`]: "1x10",
  [`kube_pod_status_phase{${POD},phase="Running"}`]: "1x10",
  [`kube_pod_status_phase{${POD},phase="Pending"}`]: "0x10",
  [`kube_pod_status_phase{${BROKER},phase="Running"}`]: "1x10",
  [`kube_pod_status_phase{${ENDED},phase="Running"}`]: "0x10",
  [`kube_pod_status_phase{${ENDED},phase="Succeeded"}`]: "1x10",
};
const requests = (resource: string, [own, sidecar, broker, ended]: readonly number[]) => ({
  [`kube_pod_container_resource_requests{${POD},container="chat-api",resource="${resource}"}`]: `${own}x10`,
  [`kube_pod_container_resource_requests{${POD},container="daprd",resource="${resource}"}`]: `${sidecar}x10`,
  [`kube_pod_container_resource_requests{${BROKER},container="kafka",resource="${resource}"}`]: `${broker}x10`,
  [`kube_pod_container_resource_requests{${ENDED},container="setup",resource="${resource}"}`]: `${ended}x10`,
});
const CPU = requests("cpu", [0.1, 0.05, 0.5, 1]);
const CPU_USE = {
  // 6 and 3 seconds a minute, and the pod's own line, which sums them up.
  [`container_cpu_usage_seconds_total{${POD},container="chat-api"}`]: "0+6x10",
  [`container_cpu_usage_seconds_total{${POD},container="daprd"}`]: "0+3x10",
  [`container_cpu_usage_seconds_total{${POD},container=""}`]: "0+9x10",
};
const NODE = { 'kube_node_status_allocatable{node="a",resource="cpu"}': "4x10" };

const REQUESTS = (status: string, samples: string) => ({
  [`http_request_duration_seconds_count{app_id="chat-api",route="/api/tasks",method="POST",status="${status}"}`]:
    samples,
});

/** Expressions that join, divide or leave out. */
export const MEANINGS: readonly Meaning[] = [
  {
    dashboard: "punctual-capacity",
    panel: "Workloads",
    query: "CPU asked for",
    name: "workloads are summed up, and what ended isn't counted",
    series: { ...PODS, ...CPU },
    shown: { '{namespace="app",workload="chat-api"}': 0.15, '{namespace="data",workload="kafka"}': 0.5 },
  },
  {
    dashboard: "punctual-capacity",
    panel: "Workloads",
    query: "CPU used",
    name: "containers count once",
    series: { ...PODS, ...CPU_USE },
    shown: { '{namespace="app",workload="chat-api"}': 0.15 },
  },
  {
    dashboard: "punctual-capacity",
    panel: "CPU used of asked for",
    query: "{{namespace}}/{{workload}}",
    name: "is 1 when all is used",
    series: { ...PODS, ...CPU, ...CPU_USE },
    shown: { '{namespace="app",workload="chat-api"}': 1 },
  },
  {
    dashboard: "punctual-capacity",
    panel: "CPU left",
    query: "left",
    name: "is what running pods don't ask for",
    series: { ...PODS, ...CPU, ...NODE },
    shown: { "{}": 3.35 },
  },
  {
    dashboard: "punctual-capacity",
    panel: "Asked for",
    query: "CPU",
    name: "a month has 730 hours",
    series: { ...PODS, ...CPU },
    shown: { "{}": 730 * 0.65 },
  },
  {
    dashboard: "punctual-capacity",
    panel: "Asked for",
    query: "memory",
    name: "memory is paid by the GiB",
    series: { ...PODS, ...requests("memory", [2 ** 30, 2 ** 29, 2 ** 29, 2 ** 33]) },
    shown: { "{}": 730 * 2 },
  },
  {
    dashboard: "punctual-capacity",
    panel: "By workload",
    query: "{{namespace}}/{{workload}}",
    name: "cores and memory together",
    series: { ...PODS, ...CPU, ...requests("memory", [2 ** 30, 2 ** 30, 2 ** 30, 0]) },
    shown: {
      '{namespace="app",workload="chat-api"}': 730 * 2.15,
      '{namespace="data",workload="kafka"}': 730 * 1.5,
    },
  },
  {
    dashboard: "punctual-capacity",
    panel: "Replicas missing",
    query: "{{namespace}}/{{deployment}}",
    name: "only where some are",
    series: {
      'kube_deployment_spec_replicas{namespace="app",deployment="a"}': "3x10",
      'kube_deployment_status_replicas_available{namespace="app",deployment="a"}': "1x10",
      'kube_deployment_spec_replicas{namespace="app",deployment="b"}': "2x10",
      'kube_deployment_status_replicas_available{namespace="app",deployment="b"}': "2x10",
    },
    shown: { '{namespace="app",deployment="a"}': 2 },
  },
  {
    dashboard: "punctual",
    panel: "Failures by service",
    query: "{{app_id}}",
    name: "a share of what was asked for",
    series: { ...REQUESTS("201", "0+3x10"), ...REQUESTS("500", "0+1x10") },
    shown: { '{app_id="chat-api"}': 0.25 },
  },
  {
    dashboard: "punctual",
    panel: "Failures by service",
    query: "{{app_id}}",
    name: "0 when nothing ever failed",
    series: REQUESTS("201", "0+3x10"),
    shown: { '{app_id="chat-api"}': 0 },
  },
  {
    dashboard: "punctual",
    panel: "Failures by service",
    query: "{{app_id}}",
    name: "nothing when nobody asks",
    series: { ...REQUESTS("201", "3x10"), ...REQUESTS("500", "1x10") },
    shown: {},
  },
  {
    dashboard: "punctual",
    panel: "Dead letters",
    query: "waiting",
    name: "what two replicas report counts once",
    series: {
      'punctual_dead_letters{app_id="notifier",topic="reminders",pod="a"}': "2x10",
      'punctual_dead_letters{app_id="notifier",topic="reminders",pod="b"}': "2x10",
      'punctual_dead_letters{app_id="recurrence",topic="task-events",pod="c"}': "1x10",
    },
    shown: { "{}": 3 },
  },
  {
    dashboard: "punctual",
    panel: "Restarts",
    query: "{{app_id}}",
    name: "other processes' aren't ours",
    series: {
      'process_start_time_seconds{app_id="chat-api",job="services"}': "100x8 700x2",
      'process_start_time_seconds{job="prometheus"}': "100x8 700x2",
    },
    shown: { '{app_id="chat-api"}': 1 },
  },
  {
    dashboard: "punctual-dapr",
    panel: "Services without their sidecar",
    query: "missing",
    name: "each process counts",
    series: {
      'punctual_sidecar_up{app_id="chat-api",pod="a"}': "0x10",
      'punctual_sidecar_up{app_id="chat-api",pod="b"}': "1x10",
      'punctual_sidecar_up{app_id="notifier",pod="c"}': "0x10",
    },
    shown: { "{}": 2 },
  },
  {
    dashboard: "punctual-dapr",
    panel: "Days until the issuer's certificate expires",
    query: "left",
    name: "of the one that expires first",
    series: {
      // Ten minutes after the beginning of time.
      'dapr_sentry_issuercert_expiry_timestamp{pod="a"}': `${30 * 86_400 + 600}x10`,
      'dapr_sentry_issuercert_expiry_timestamp{pod="b"}': `${40 * 86_400}x10`,
    },
    shown: { "{}": 30 },
  },
  {
    dashboard: "punctual-data",
    panel: "Members of the smallest group",
    query: "members",
    name: "a group that takes nothing needs no member",
    series: {
      'kafka_consumergroup_members{consumergroup="chat-api"}': "0x10",
      'kafka_consumergroup_members{consumergroup="notifier"}': "2x10",
      'kafka_consumergroup_lag{consumergroup="notifier",topic="reminders",partition="0"}': "0x10",
      'kafka_consumergroup_lag{consumergroup="notifier",topic="reminders",partition="1"}': "5x10",
    },
    shown: { "{}": 2 },
  },
  {
    dashboard: "punctual-data",
    panel: "Read from memory",
    query: "hits",
    name: "all replicas report the same database",
    series: {
      'pg_stat_database_blks_hit{app_id="chat-api",datname="punctual"}': "0+90x10",
      'pg_stat_database_blks_hit{app_id="notifier",datname="punctual"}': "0+90x10",
      'pg_stat_database_blks_read{app_id="chat-api",datname="punctual"}': "0+10x10",
      'pg_stat_database_blks_read{app_id="notifier",datname="punctual"}': "0+10x10",
    },
    shown: { "{}": 0.9 },
  },
];
