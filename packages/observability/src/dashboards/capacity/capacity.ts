import { dashboard } from "../render.ts";
import { APP_ID, namespacesOf } from "../variables.ts";
import { NODES_ROW, SCALING_ROW, VOLUMES_ROW } from "./cluster.ts";
import { COST_ROW, PRICES } from "./cost.ts";
import { OWN_PROCESSES_ROW, WORKLOADS_ROW } from "./workloads.ts";

/** What Punctual needs, has and costs. */
export const CAPACITY = dashboard({
  name: "punctual-capacity",
  title: "Punctual: capacity and cost",
  description:
    "What workloads ask for, may use and use; what is left on nodes and volumes; and an estimate of its price.",
  variables: [namespacesOf("kube_pod_info"), APP_ID, ...PRICES],
  rows: [WORKLOADS_ROW, OWN_PROCESSES_ROW, NODES_ROW, SCALING_ROW, VOLUMES_ROW, COST_ROW],
});
