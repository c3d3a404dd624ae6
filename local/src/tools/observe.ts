import type { CacheContext } from "./cache.ts";
import { findGrafana, type GrafanaTool } from "./grafana.ts";
import { ensurePrometheus, type PrometheusTools } from "./prometheus.ts";

/** What a platform is watched with. */
export interface ObserveTools {
  readonly prometheus: PrometheusTools;
  /** Undefined where it isn't installed: then there is Prometheus alone. */
  readonly grafana: GrafanaTool | undefined;
}

/** Finds or fetches Prometheus, and finds Grafana, which is never fetched. */
export async function ensureObserveTools(context: CacheContext): Promise<ObserveTools> {
  return { prometheus: await ensurePrometheus(context), grafana: findGrafana(process.env) };
}
