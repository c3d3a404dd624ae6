import * as k8s from "@pulumi/kubernetes";
import { DASHBOARD_FOLDER, DASHBOARDS } from "@punctual/observability/dashboards/all";
import type { PlatformContext } from "../context.ts";

/** What Grafana's sidecar looks for, by its chart's defaults: so another's Grafana finds them too. */
export const DASHBOARD_LABEL = { key: "grafana_dashboard", value: "1" } as const;
/** Annotation that says which folder of Grafana a dashboard is in. */
export const FOLDER_ANNOTATION = "grafana_folder";

/** Hands Punctual's dashboards to Grafana. @param runbooks where the pages are read that their panels lead to */
export function provideDashboards(runbooks: string, { namespace, labels, opts }: PlatformContext): void {
  for (const { name, build } of DASHBOARDS) {
    new k8s.core.v1.ConfigMap(
      `dashboard-${name}`,
      {
        metadata: {
          name: `dashboard-${name}`,
          namespace,
          labels: { ...labels, [DASHBOARD_LABEL.key]: DASHBOARD_LABEL.value },
          annotations: { [FOLDER_ANNOTATION]: DASHBOARD_FOLDER },
        },
        // Sidecars put all files into one folder, so the name must be its own.
        data: { [`${name}.json`]: JSON.stringify(build(runbooks)) },
      },
      opts,
    );
  }
}
