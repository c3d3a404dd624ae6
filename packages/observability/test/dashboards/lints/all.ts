import { DASHBOARD_LINTS } from "./dashboard.ts";
import { RUNBOOKS_URL } from "./json.ts";
import type { Lint } from "./lint.ts";
import { panelLints } from "./panels.ts";
import { TARGET_LINTS } from "./targets.ts";

/**
 * The rules of grafana/dashboard-linter as far as they apply, and ours. Theirs on `job` and `instance` don't: our series
 * are told apart by `app_id`, for jobs differ between a laptop and a cluster. `target-narrowed` is there instead.
 */
export const LINTS: readonly Lint[] = [...DASHBOARD_LINTS, ...panelLints(RUNBOOKS_URL), ...TARGET_LINTS];
