import { stat, timeseries } from "../panels.ts";
import { inNamespace } from "../promql.ts";
import type { RowSpec, VariableSpec } from "../spec.ts";
import { allocatable, byWorkload, requestedOnNodes, total } from "./series.ts";

/** An average month. */
const HOURS = 730;
const GIB = 1024 ** 3;

/** Prices that a person types in: every cloud, region and contract has others. */
export const PRICES: readonly VariableSpec[] = [
  price("price_cpu", "Price of a vCPU-hour", "0.035"),
  price("price_memory", "Price of a GiB-hour of memory", "0.004"),
  price("price_storage", "Price of a GiB-month of disk", "0.10"),
];

const cpu = (cores: string) => `${HOURS} * $price_cpu * (${cores})`;
const memory = (bytes: string) => `${HOURS} * $price_memory * (${bytes}) / ${GIB}`;
const disk = (bytes: string) => `$price_storage * (${bytes}) / ${GIB}`;
const CLAIMED = `sum(max by (namespace, persistentvolumeclaim) (kube_persistentvolumeclaim_resource_requests_storage_bytes${inNamespace()}))`;

const ESTIMATE = "An estimate, in the currency of the prices above; set those to what you pay.";

/** What it costs, as far as requests tell. */
export const COST_ROW: RowSpec = {
  title: "Cost of a month (in clusters only)",
  panels: [
    stat({
      title: "Asked for",
      description: `What the cores, memory and disks that were asked for cost in a month. ${ESTIMATE} Good: what you expect.`,
      runbook: "capacity",
      unit: "none",
      decimals: 2,
      width: 8,
      queries: {
        CPU: cpu(total("requests", "cpu")),
        memory: memory(total("requests", "memory")),
        disks: disk(CLAIMED),
      },
    }),
    stat({
      title: "Asked for and not used",
      description: `What the part of requested cores and memory that isn't used costs in a month. ${ESTIMATE} Good: a small part of what is asked for.`,
      runbook: "capacity",
      unit: "none",
      decimals: 2,
      width: 8,
      queries: {
        CPU: cpu(`clamp_min(${total("requests", "cpu")} - ${total("use", "cpu")}, 0)`),
        memory: memory(`clamp_min(${total("requests", "memory")} - ${total("use", "memory")}, 0)`),
      },
    }),
    stat({
      title: "Paid for and not asked for",
      description: `What the nodes' free room costs in a month, whatever namespace is picked. ${ESTIMATE} Good: as much as you want to keep for failures and growth.`,
      runbook: "capacity",
      unit: "none",
      decimals: 2,
      width: 8,
      queries: {
        CPU: cpu(`${allocatable("cpu")} - ${requestedOnNodes("cpu")}`),
        memory: memory(`${allocatable("memory")} - ${requestedOnNodes("memory")}`),
      },
    }),
    timeseries({
      title: "By workload",
      description: `What the cores and memory that each workload asked for cost in a month. ${ESTIMATE} Good: the services before what looks after them.`,
      runbook: "capacity",
      unit: "none",
      decimals: 2,
      width: 24,
      stacked: true,
      queries: {
        "{{namespace}}/{{workload}}": `${cpu(byWorkload("requests", "cpu"))} + ${memory(byWorkload("requests", "memory"))}`,
      },
    }),
  ],
};

function price(name: string, label: string, value: string): VariableSpec {
  return {
    kind: "text",
    name,
    label,
    description: "An example near the list prices of large clouds. Yours depends on region and contract.",
    value,
  };
}
