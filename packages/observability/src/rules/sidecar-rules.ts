import { APP_IDS } from "@punctual/contracts/apps";
import type { RuleGroup } from "./rule.ts";

// Other pods of the cluster pass through the same injector.
const REFUSED = `dapr_injector_sidecar_injection_failed_total{app_id=~"${Object.values(APP_IDS).join("|")}"}`;

/** Dapr's sidecars, and what they need of its control plane. */
export const SIDECAR_RULES: RuleGroup = {
  name: "punctual-sidecars",
  rules: [
    {
      alert: "PunctualSidecarMissing",
      // Also one that comes up and falls over again, as Dapr's do without a scheduler; not one of a replica that is gone.
      expr: "count by (app_id) (avg_over_time(punctual_sidecar_up[5m]) < 0.5 and punctual_sidecar_up)",
      for: "2m",
      severity: "page",
      summary: "Replicas of {{ $labels.app_id }} without a sidecar that answers: {{ $value }}",
      description:
        "Without it a service gets no events and sends none: reminders, next occurrences and history stand still, and conversations can't go on. Tasks are still kept.",
      runbook: "sidecar-missing",
    },
    {
      alert: "PunctualSidecarRefused",
      // A failure makes its series, so that the first is no increase.
      expr: [
        `sum by (app_id, reason) (increase(${REFUSED}[15m])) > 0`,
        `or sum by (app_id, reason) (${REFUSED} unless ${REFUSED} offset 15m) > 0`,
      ].join("\n"),
      severity: "ticket",
      summary: "Dapr gave a new pod of {{ $labels.app_id }} no sidecar ({{ $labels.reason }})",
      description:
        "Pods that run go on, but new ones don't come up or come up deaf: a release or a change of nodes will end in an outage.",
      runbook: "sidecar-missing",
    },
    {
      alert: "PunctualSchedulerDisconnected",
      // It need not answer all the time, for the same reason; one that never does is another fault.
      expr: [
        "count by (app_id) (avg_over_time(punctual_scheduler_connections[5m]) < 0.5",
        "and max_over_time(punctual_sidecar_up[5m]) == 1 and punctual_sidecar_up)",
      ].join("\n"),
      for: "2m",
      severity: "page",
      summary: "Sidecars of {{ $labels.app_id }} that are connected to no scheduler: {{ $value }}",
      description:
        "What is to happen at a certain time doesn't: reminders aren't fired. They are not lost, but late.",
      runbook: "scheduler-disconnected",
    },
  ],
};
