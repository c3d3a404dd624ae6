import type { DashboardSource } from "./dashboard.ts";

/** Every dashboard of Punctual. */
export const DASHBOARDS: readonly DashboardSource[] = [];

/** The folder of Grafana that they are in. */
export const DASHBOARD_FOLDER = "Punctual";
