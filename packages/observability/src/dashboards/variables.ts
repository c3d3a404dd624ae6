import type { VariableSpec } from "./spec.ts";

/** Series that each service shows for as long as it answers. */
const ALWAYS = "punctual_sidecar_up";

/** Which namespaces to show. Laptops have none, and there "All" matches the label's absence. */
export const NAMESPACE = namespacesOf(ALWAYS);

/** The same, of other series than our own. */
export function namespacesOf(series: string): VariableSpec {
  return { kind: "labels", name: "namespace", label: "Namespace", of: "namespace", series, all: ".*" };
}

/** Which services to show. Processes that aren't ours, such as Kafka's, have no app id: they never match. */
export const APP_ID: VariableSpec = {
  kind: "labels",
  name: "app_id",
  label: "Service",
  of: "app_id",
  series: `${ALWAYS}{namespace=~"$namespace"}`,
  all: ".+",
};
