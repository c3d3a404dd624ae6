/** Where Prometheus, Grafana, Loki and Tempo run. */
export const MONITORING_NAMESPACE = "monitoring";

/** Where the agents of each node run, which need the node itself: its processes, its disks, its containers' logs. */
export const AGENTS_NAMESPACE = "monitoring-agents";
