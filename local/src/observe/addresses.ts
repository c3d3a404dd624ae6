import type { Ports } from "../parts/ports.ts";
import type { ObserveTools } from "../tools/observe.ts";

/** Where a platform can be watched. */
export interface Observed {
  readonly prometheus: string;
  /** Undefined where Grafana isn't installed. */
  readonly grafana: string | undefined;
}

/** Where a platform can be watched; undefined where nobody asked for that. */
export function observedAt(tools: ObserveTools | undefined, ports: Ports): Observed | undefined {
  return (
    tools && {
      prometheus: `http://127.0.0.1:${ports.prometheus}`,
      grafana: tools.grafana && `http://127.0.0.1:${ports.grafana}/dashboards`,
    }
  );
}
