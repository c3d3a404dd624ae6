import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";

/** A dashboard, as code. */
export interface DashboardSource {
  /** Name of its file, and its `uid`: it keeps its address when its title changes. */
  readonly name: string;
  /** Builds it. @param runbooks where the runbooks are read, to which each of its panels leads */
  readonly build: (runbooks: string) => Dashboard;
}
