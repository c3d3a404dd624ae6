import { APP_IDS } from "@punctual/contracts/apps";
import type { RuleGroup } from "./rule.ts";

const apps = Object.values(APP_IDS);
// Of a cluster's Prometheus operator, and of a laptop's Prometheus.
const TARGETS = [`up{endpoint="http",service=~"${apps.join("|")}"}`, 'up{job="services"}'];

/** Our services, seen from outside. */
export const SERVICE_RULES: RuleGroup = {
  name: "punctual-services",
  rules: [
    {
      alert: "PunctualServiceDown",
      expr: apps.map((app) => `absent(process_start_time_seconds{app_id="${app}"})`).join("\nor "),
      for: "2m",
      severity: "page",
      summary: "No {{ $labels.app_id }} answers",
      description:
        "Without chat-api nobody reaches their tasks. Without notifier no reminder is delivered; without recurrence no next occurrence is made and no history written: both catch up once they are back.",
      runbook: "service-down",
    },
    {
      alert: "PunctualReplicaDown",
      // Also one that comes up and falls over again, which now and then is seen in between.
      expr: TARGETS.map((target) => `avg_over_time(${target}[10m]) < 0.5 and ${target}`).join("\nor "),
      for: "5m",
      severity: "ticket",
      summary: "{{ $labels.instance }} answers no scrape, or only now and then",
      description: "People are served by what is left, if anything is; the next fault may end that.",
      runbook: "service-down",
    },
  ],
};
