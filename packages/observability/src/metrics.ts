/**
 * Where a metric comes from: our services, their Dapr sidecars, the process that watches Kafka, Prometheus itself, Dapr's
 * control plane, Kubernetes (kubelet with cAdvisor, and kube-state-metrics), or cert-manager. The last three are there in
 * clusters only.
 */
export type MetricSource =
  | "service"
  | "sidecar"
  | "kafka"
  | "prometheus"
  | "control-plane"
  | "kubernetes"
  | "cert-manager";

/** What we know of a metric that a dashboard or a rule reads. */
export interface MetricFacts {
  readonly source: MetricSource;
  /** Labels that we read, without {@link SCRAPE_LABELS}; of Kubernetes' own metrics all, for those are about pods. */
  readonly labels: readonly string[];
  /** What must be there or have happened before the metric is shown; undefined: it is there once the platform works. */
  readonly when?: string;
}

/** Labels that whoever scrapes adds, in clusters more than on a laptop; no process of ours need show them. */
export const SCRAPE_LABELS: ReadonlySet<string> = new Set([
  "container",
  "endpoint",
  "instance",
  "job",
  "namespace",
  "pod",
  "service",
]);

/** Labels of each metric, and what {@link MetricFacts.when} says of it. */
type Listed = Readonly<Record<string, string | readonly [labels: string, when: string]>>;

const GRPC_CALL = "a sidecar called the control plane by gRPC, as it does where there is an operator";
const JOB_MADE = "a job was made";
const CPU_LIMIT = "a container has a CPU limit";
const AUTOSCALER = "there is an autoscaler";
const VOLUME = "a pod uses a volume whose driver tells its size";

const SERVICE: Listed = {
  http_request_duration_seconds_bucket: "app_id le method route",
  http_request_duration_seconds_count: "app_id method route status",
  nodejs_eventloop_lag_p99_seconds: "app_id",
  pg_database_size_bytes: "app_id datname",
  pg_settings_max_connections: "app_id",
  pg_stat_database_blks_hit: "app_id datname",
  pg_stat_database_blks_read: "app_id datname",
  pg_stat_database_deadlocks: "app_id datname",
  pg_stat_database_numbackends: "app_id datname",
  pg_stat_database_temp_bytes: "app_id datname",
  pg_stat_database_xact_commit: "app_id datname",
  pg_stat_database_xact_rollback: "app_id datname",
  pg_stat_user_tables_idx_scan: "app_id relname schemaname",
  pg_stat_user_tables_n_dead_tup: "app_id relname schemaname",
  pg_stat_user_tables_n_live_tup: "app_id relname schemaname",
  pg_stat_user_tables_seq_scan: "app_id relname schemaname",
  pg_total_relation_size_bytes: "app_id relname schemaname",
  process_cpu_seconds_total: "app_id",
  process_resident_memory_bytes: "app_id",
  process_start_time_seconds: "app_id",
  punctual_database_connections: "app_id state",
  punctual_database_up: "app_id",
  punctual_dead_letters: "app_id topic",
  punctual_event_age_seconds_bucket: "app_id le topic",
  punctual_event_age_seconds_count: "",
  punctual_event_publish_delay_seconds_bucket: "app_id le topic",
  punctual_events_consumed_total: "app_id result topic",
  punctual_events_published_total: "app_id result topic",
  punctual_next_occurrence_age_seconds: "app_id",
  punctual_next_occurrence_delay_seconds_bucket: "app_id le",
  punctual_next_occurrences_total: "app_id result",
  punctual_next_occurrences_waiting: "app_id",
  punctual_deliveries_total: "app_id channel result",
  punctual_delivery_lateness_seconds_bucket: "app_id le",
  punctual_reminder_fire_lateness_seconds_bucket: "app_id le",
  punctual_reminder_overdue_seconds: "app_id",
  punctual_reminders_overdue: "app_id",
  punctual_reminders_reconciled_timestamp_seconds: "",
  punctual_reminders_total: "app_id result",
  punctual_reminders_waiting: "app_id armed",
  punctual_notices_delivered_total: "app_id channel",
  punctual_outbox_age_seconds: "app_id",
  punctual_outbox_depth: "app_id",
  punctual_scheduler_connections: "app_id",
  punctual_sidecar_up: "app_id",
  punctual_stream_dropped_total: "app_id reason",
  punctual_streams_open: "app_id",
  punctual_tool_calls_total: "app_id result tool",
};

/** Names and labels as in Dapr 1.16's pkg/diagnostics, with `increasedCardinality: false`. */
const SIDECAR: Listed = {
  dapr_component_pubsub_egress_count: "app_id success topic",
  dapr_component_pubsub_egress_latencies_bucket: "app_id le topic",
  dapr_component_pubsub_ingress_count: "app_id process_status status topic",
  dapr_component_pubsub_ingress_latencies_bucket: "app_id le topic",
  dapr_component_secret_count: "app_id success",
  dapr_component_state_count: "app_id operation success",
  dapr_component_state_latencies_bucket: "app_id le operation",
  dapr_error_code_total: ["app_id category error_code", "Dapr's API answered with an error"],
  dapr_grpc_io_client_completed_rpcs: ["app_id grpc_client_method grpc_client_status", GRPC_CALL],
  dapr_grpc_io_client_roundtrip_latency_bucket: ["app_id grpc_client_method le", GRPC_CALL],
  dapr_http_client_completed_count: "app_id method status",
  dapr_http_client_roundtrip_latency_bucket: "app_id le method",
  dapr_http_server_latency_bucket: "app_id le method",
  dapr_http_server_request_count: "app_id method status",
  dapr_resiliency_activations_total: [
    "app_id flow_direction policy target",
    "a delivery or a call failed, or took too long",
  ],
  dapr_resiliency_cb_state: [
    "app_id status target",
    "a circuit breaker is configured, and something went through it",
  ],
  dapr_resiliency_count: "app_id policy target",
  dapr_runtime_acl_app_policy_action_blocked_total: [
    "app_id",
    "a call was denied by the policy for its caller",
  ],
  dapr_runtime_acl_global_policy_action_blocked_total: [
    "app_id",
    "a call was denied as its caller has no policy",
  ],
  dapr_runtime_component_init_fail_total: ["app_id componentName reason", "a component failed to start"],
  dapr_runtime_service_invocation_req_recv_total: "app_id src_app_id",
  dapr_runtime_service_invocation_req_sent_total: "app_id dst_app_id",
  dapr_runtime_service_invocation_res_recv_latency_ms_bucket: "app_id le src_app_id",
  dapr_runtime_service_invocation_res_recv_total: "app_id src_app_id status",
};

const KAFKA: Listed = {
  kafka_brokers: "",
  kafka_consumergroup_lag: "consumergroup partition topic",
  kafka_consumergroup_members: "consumergroup",
  kafka_topic_partition_current_offset: "partition topic",
  kafka_topic_partition_under_replicated_partition: "partition topic",
  kafka_up: "",
};

/** Names and labels as in Dapr 1.16's pkg/{scheduler,sentry,operator}/monitoring and pkg/injector/service. */
const CONTROL_PLANE: Listed = {
  dapr_injector_sidecar_injection_failed_total: ["app_id reason", "a sidecar could not be injected"],
  dapr_injector_sidecar_injection_requests_total: "",
  dapr_injector_sidecar_injection_succeeded_total: "app_id",
  dapr_operator_service_created_total: ["app_id", "a Deployment with a sidecar was made"],
  dapr_operator_service_deleted_total: ["app_id", "a Deployment with a sidecar was deleted"],
  dapr_operator_service_updated_total: ["app_id", "a Deployment's sidecar was changed"],
  dapr_scheduler_jobs_created_total: ["type", JOB_MADE],
  dapr_scheduler_jobs_failed_total: ["type", "a job failed"],
  dapr_scheduler_jobs_triggered_total: ["type", "an app took a job"],
  dapr_scheduler_jobs_undelivered_total: ["type", "a job had no sidecar to go to"],
  dapr_scheduler_sidecars_connected: ["", "a sidecar is connected"],
  dapr_scheduler_trigger_latency_bucket: ["le type", JOB_MADE],
  dapr_sentry_cert_sign_failure_total: ["reason", "a certificate was refused"],
  dapr_sentry_cert_sign_request_received_total: "",
  dapr_sentry_cert_sign_success_total: "",
  dapr_sentry_issuercert_expiry_timestamp: "",
  dapr_sentry_servercert_issue_failed_total: ["reason", "sentry could not make its own certificate"],
};

const KUBERNETES: Listed = {
  container_cpu_cfs_periods_total: ["container namespace pod", CPU_LIMIT],
  container_cpu_cfs_throttled_periods_total: ["container namespace pod", CPU_LIMIT],
  container_cpu_usage_seconds_total: "container namespace pod",
  container_memory_working_set_bytes: "container namespace pod",
  container_pressure_cpu_waiting_seconds_total: [
    "container namespace pod",
    "the nodes run Kubernetes 1.34 or newer, with cgroups v2",
  ],
  kube_deployment_spec_replicas: "deployment namespace",
  kube_deployment_status_replicas_available: "deployment namespace",
  kube_horizontalpodautoscaler_spec_max_replicas: ["horizontalpodautoscaler namespace", AUTOSCALER],
  kube_horizontalpodautoscaler_status_current_replicas: ["horizontalpodautoscaler namespace", AUTOSCALER],
  kube_horizontalpodautoscaler_status_desired_replicas: ["horizontalpodautoscaler namespace", AUTOSCALER],
  kube_node_status_allocatable: "node resource",
  kube_node_status_condition: "condition node status",
  kube_persistentvolumeclaim_resource_requests_storage_bytes: "namespace persistentvolumeclaim",
  kube_pod_container_resource_limits: "container namespace pod resource",
  kube_pod_container_resource_requests: "container namespace pod resource",
  kube_pod_container_status_last_terminated_reason: [
    "container namespace pod reason",
    "a container ended before",
  ],
  kube_pod_container_status_restarts_total: "container namespace pod",
  kube_pod_info: "namespace",
  kube_pod_owner: "namespace owner_name pod",
  kube_pod_status_phase: "namespace phase pod",
  kubelet_volume_stats_available_bytes: ["namespace persistentvolumeclaim", VOLUME],
  kubelet_volume_stats_capacity_bytes: ["namespace persistentvolumeclaim", VOLUME],
  kubelet_volume_stats_used_bytes: ["namespace persistentvolumeclaim", VOLUME],
};

/** Every metric that dashboards and rules read, but for what rules record: a test holds this equal to both. */
export const METRICS: Readonly<Record<string, MetricFacts>> = {
  ...from("service", SERVICE),
  ...from("sidecar", SIDECAR),
  ...from("kafka", KAFKA),
  ...from("prometheus", { up: "" }),
  ...from("control-plane", CONTROL_PLANE),
  ...from("kubernetes", KUBERNETES),
  ...from("cert-manager", { certmanager_certificate_expiration_timestamp_seconds: "name" }),
};

function from(source: MetricSource, listed: Listed): Record<string, MetricFacts> {
  return Object.fromEntries(
    Object.entries(listed).map(([metric, entry]) => {
      const [text, when] = typeof entry === "string" ? [entry] : entry;
      const labels = text.split(" ").filter((label) => label !== "");
      return [metric, { source, labels, ...(when !== undefined && { when }) }];
    }),
  );
}
