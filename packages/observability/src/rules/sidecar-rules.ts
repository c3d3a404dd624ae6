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
      expr: "count by (app_id) (punctual_sidecar_up == 0)",
      for: "5m",
      severity: "page",
      summary: "{{ $value }} of {{ $labels.app_id }} have no sidecar that answers",
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
      // Labels are equal, as both come from one scrape; a sidecar that is gone is another fault.
      expr: "count by (app_id) (punctual_scheduler_connections == 0 and punctual_sidecar_up == 1)",
      for: "5m",
      severity: "page",
      summary: "{{ $value }} sidecars of {{ $labels.app_id }} are connected to no scheduler",
      description:
        "What is to happen at a certain time doesn't: reminders aren't fired. They are not lost, but late.",
      runbook: "scheduler-disconnected",
    },
  ],
};
