import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardSource } from "../../../src/dashboards/dashboard.ts";

/** Where the runbooks of the dashboards under test are. */
export const RUNBOOKS_URL = "https://git.example/punctual/docs/runbooks";

/** A dashboard as Grafana reads it: without what JSON has no word for. */
export function jsonOf({ build }: DashboardSource): Dashboard {
  return JSON.parse(JSON.stringify(build(RUNBOOKS_URL)));
}
