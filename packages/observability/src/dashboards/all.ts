import { CAPACITY } from "./capacity/capacity.ts";
import { DAPR } from "./dapr/dapr.ts";
import type { DashboardSource } from "./dashboard.ts";
import { DATA } from "./data/data.ts";
import { PUNCTUAL } from "./punctual/punctual.ts";

/** Every dashboard of Punctual. */
export const DASHBOARDS: readonly DashboardSource[] = [PUNCTUAL, DAPR, DATA, CAPACITY];

/** The folder of Grafana that they are in. */
export const DASHBOARD_FOLDER = "Punctual";
